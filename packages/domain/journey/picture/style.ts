/** The picture's style sheet: a constant, so that a policy can name it by its hash. Light and dark by the reader's own choice. */
export const MAP_STYLE = `
svg{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
--ground:#f6f7f9;--card:#fff;--line:#cfd6df;--ink:#17202c;--soft:#55606e;--stage:#22405f;--on-stage:#fff;--on-stage-soft:#c9d8e8;
--way:#7c8896;--good:#177245;--warn:#94580a;--bad:#b3261e;--none:#6a7480;--track:#e5e9ee}
@media (prefers-color-scheme:dark){svg{--ground:#12161c;--card:#1b222b;--line:#364150;--ink:#eef2f6;--soft:#a9b4c1;--stage:#a9c7e8;
--on-stage:#0f1d2c;--on-stage-soft:#34495f;--way:#7f8c9b;--good:#5fcf95;--warn:#f0b457;--bad:#ff8f85;--none:#97a2af;--track:#2b3440}}
@media (min-width:720px){svg:not(.wide){max-width:100%;height:auto}}
.ground{fill:var(--ground)}
.title{font-size:20px;font-weight:650;fill:var(--ink)}
.soft{font-size:12.5px;fill:var(--soft)}
.stage rect{fill:var(--stage)}
.stage text{fill:var(--on-stage);font-size:15px;font-weight:600;text-anchor:middle}
.stage .team{fill:var(--on-stage-soft);font-size:12px;font-weight:400}
.card rect.box{fill:var(--card);stroke:var(--line)}
.name{font-size:14px;font-weight:600;fill:var(--ink)}
.words{font-size:12.5px;font-weight:600}
.end{text-anchor:end}
.bar{fill:var(--track)}
.way{fill:none;stroke:var(--way);stroke-width:1.75}
.halo{fill:none;stroke:var(--ground);stroke-width:6}
.back{stroke-dasharray:6 5}
.head{fill:var(--way)}
.good{fill:var(--good)}.warn{fill:var(--warn)}.bad{fill:var(--bad)}
.none{fill:var(--none)}
.hollow{fill:none;stroke:var(--none);stroke-width:1.75}
`;
