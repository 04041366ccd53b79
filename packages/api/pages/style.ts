/** The whole look of a page of figures. No class says anything by colour alone: what is late is hatched, and said. */
export const STYLE = `
:root{color-scheme:light dark;
--text:light-dark(#1c2024,#e6e8eb);--quiet:light-dark(#5a5f66,#a3a9af);--line:light-dark(#dfe3e6,#33383c);
--panel:light-dark(#f6f7f8,#1d2022);--page:light-dark(#fff,#151718);--link:light-dark(#0858ad,#6cb5ff);
--met:light-dark(#0072b2,#4aa8df);--late:light-dark(#c04e00,#f08a43);--third:light-dark(#7a5195,#b893d6);
--track:light-dark(#e9ecef,#2a2e31);--note:light-dark(#fff6e5,#2e2717);--note-line:light-dark(#d9a441,#a37a2c)}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.6 system-ui,sans-serif}
main{max-width:62rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:clamp(1.9rem,5vw,2.75rem);line-height:1.15;margin:.1rem 0 .4rem;letter-spacing:-.02em}
h2{font-size:1.3rem;line-height:1.3;margin:3rem 0 .9rem;letter-spacing:-.01em}
h3{font-size:1.02rem;line-height:1.4;margin:0}
p{margin:.35rem 0}
h1,h3,p,li,th,td,dd{overflow-wrap:anywhere}
td.n,th.n{overflow-wrap:normal}
a{color:var(--link)}
.eyebrow{margin:0;color:var(--quiet);font-size:.85rem;letter-spacing:.06em;text-transform:uppercase}
.quiet,figcaption small,dd small{color:var(--quiet)}
.note{margin:1.25rem 0 0;padding:.7rem 1rem;background:var(--note);border-inline-start:4px solid var(--note-line);border-radius:.3rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,9.6rem),1fr));gap:.8rem;margin:1.75rem 0 0;padding:0}
.tile{margin:0;padding:1rem 1.1rem;background:var(--panel);border-radius:.7rem}
.tile dt{color:var(--quiet);font-size:.88rem}
.tile dd{margin:0}
.tile .value{font-size:1.85rem;line-height:1.25;font-weight:600;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.cards{display:grid;gap:.9rem;margin:0;padding:0;list-style:none}
.card{padding:1rem 1.15rem;border:1px solid var(--line);border-radius:.7rem}
.card ul{margin:.55rem 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;font-size:.88rem;color:var(--quiet)}
.card b,.tile b{font-weight:600;color:var(--text);font-variant-numeric:tabular-nums}
.tag{display:inline-block;margin-inline-end:.5rem;padding:.05rem .55rem;border:1px solid var(--line);border-radius:1rem;font-size:.8rem;color:var(--quiet);white-space:nowrap}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:0 2.5rem}
figure{margin:0 0 1.2rem}
figcaption{margin:0 0 .6rem}
svg{display:block;overflow:visible}
svg text{fill:var(--text);font:13px system-ui,sans-serif;font-variant-numeric:tabular-nums}
svg .small{font-size:12px;fill:var(--quiet)}
svg .track{fill:var(--track)}
svg .met{fill:var(--met)}
svg .late{fill:var(--late)}
svg .third{fill:var(--third)}
svg .plain{fill:var(--quiet)}
svg .stripe{stroke:var(--page);stroke-width:2}
svg .dot{fill:var(--page)}
svg .axis{stroke:var(--line);stroke-width:1}
svg .target{stroke:var(--text);stroke-width:2}
svg .before{fill:var(--page);stroke:var(--text);stroke-width:1.5}
.key{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:.5rem 0 0;padding:0;list-style:none;font-size:.88rem;color:var(--quiet)}
.key li{display:flex;align-items:center;gap:.45rem}
.key svg{flex:none}
details{margin:.5rem 0 0;font-size:.9rem}
summary{color:var(--quiet);cursor:pointer}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
th,td{padding:.45rem .9rem .45rem 0;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}
th{font-weight:500;color:var(--quiet)}
tbody th{color:var(--text);font-weight:400}
td.n,th.n{text-align:end;white-space:nowrap}
.groups tbody th{min-width:9rem}
.groups td:not(.n){min-width:5.5rem}
code{font:.9em ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
footer{margin-top:3.5rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.88rem}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
@media print{:root{color-scheme:light}body{font-size:10.5pt}main{max-width:none;padding:0}@page{margin:16mm 14mm}
h2{break-after:avoid;margin-top:1.6rem}figure,.card,.tile,tr{break-inside:avoid}.tile{border:1px solid var(--line)}
details{display:none}a{color:inherit;text-decoration:none}svg *,.tile,.note{print-color-adjust:exact;-webkit-print-color-adjust:exact}.tiles{grid-template-columns:repeat(4,1fr)}.tile .value{font-size:1.4rem}}
`;
