/** The code that saving a hostile URL is refused with; or what its name resolves to when it is to be called. */
export type Refusal =
  | 'url_invalid'
  | 'url_scheme'
  | 'url_credentials'
  | 'url_port_forbidden'
  | 'url_host_forbidden'
  | 'url_address_forbidden'
  | 'by its address'
  | 'without address';

/** PORT is where a listener waits on 127.0.0.1. */
export type HostileUrl = readonly [what: string, url: string, refusal: Refusal];

const ADDRESSES = [
  ['loopback', 'https://127.0.0.1:PORT/'],
  ['loopback, far end', 'https://127.255.255.254:PORT/'],
  ['loopback, short', 'https://127.1:PORT/'],
  ['loopback, three parts', 'https://127.0.1:PORT/'],
  ['loopback, decimal', 'https://2130706433:PORT/'],
  ['loopback, hex', 'https://0x7f000001:PORT/'],
  ['loopback, hex and short', 'https://0X7F.1:PORT/'],
  ['loopback, octal', 'https://017700000001:PORT/'],
  ['loopback, octal parts', 'https://0177.0.0.01:PORT/'],
  ['loopback, octal, hex and decimal', 'https://0177.0x0.0.1:PORT/'],
  ['loopback, percent-encoded', 'https://%31%32%37.0.0.1:PORT/'],
  ['loopback, full-width digits', 'https://１２７.0.0.1:PORT/'],
  ['loopback, digits in circles', 'https://①②⑦.⓪.⓪.①:PORT/'],
  ['loopback, ideographic full stops', 'https://127。0。0。1:PORT/'],
  ['loopback, half-width ideographic full stops', 'https://127｡0｡0｡1:PORT/'],
  ['loopback with a dot at the end', 'https://127.0.0.1.:PORT/'],
  ['loopback with an encoded dot at the end', 'https://127.0.0.1%2e:PORT/'],
  ['loopback, upper-case scheme', 'HTTPS://127.0.0.1:PORT/'],
  ['loopback, a fragment for a user name', 'https://127.0.0.1:PORT#@example.com/'],
  ['loopback, a query for a user name', 'https://127.0.0.1:PORT?@example.com/'],
  ['this host', 'https://0.0.0.0:PORT/'],
  ['this host, short', 'https://0:PORT/'],
  ['this host, hex', 'https://0x0:PORT/'],
  ['private 10/8', 'https://10.1:PORT/'],
  ['private 172.16/12', 'https://172.16.0.1/'],
  ['private 192.168/16', 'https://192.168.0.1/'],
  ['carrier-grade NAT', 'https://100.64.0.1/'],
  ['protocol assignments 192.0.0.0/24', 'https://192.0.0.1/'],
  ['Oracle metadata', 'https://192.0.0.192/'],
  ['benchmarking 198.18/15', 'https://198.19.255.255/'],
  ['multicast', 'https://224.0.0.1/'],
  ['reserved 240/4', 'https://240.0.0.1/'],
  ['broadcast', 'https://255.255.255.255/'],
  ['broadcast, decimal', 'https://4294967295/'],
  ['link-local', 'https://169.254.0.1/'],
  ['AWS, GCP and Azure metadata', 'https://169.254.169.254/latest/meta-data/'],
  ['metadata, decimal', 'https://2852039166/'],
  ['metadata, hex', 'https://0xa9fea9fe/'],
  ['metadata, octal parts', 'https://0251.0376.0251.0376/'],
  ['metadata, mixed', 'https://0xa9.254.0251.254/'],
  ['metadata, three parts', 'https://169.254.43518/'],
  ['ECS task credentials', 'https://169.254.170.2/v2/credentials/'],
  ['Alibaba metadata', 'https://100.100.100.200/latest/'],
  ['Azure platform', 'https://168.63.129.16/'],
  ['IPv6 loopback', 'https://[::1]:PORT/'],
  ['IPv6 loopback, in full', 'https://[0:0:0:0:0:0:0:1]:PORT/'],
  ['IPv6 unspecified', 'https://[::]:PORT/'],
  ['IPv4-compatible', 'https://[::127.0.0.1]:PORT/'],
  ['IPv4-mapped loopback', 'https://[::ffff:127.0.0.1]:PORT/'],
  ['IPv4-mapped loopback, hex', 'https://[::ffff:7f00:1]:PORT/'],
  ['IPv4-mapped metadata', 'https://[::ffff:169.254.169.254]/'],
  ['IPv4-mapped metadata, hex', 'https://[::ffff:a9fe:a9fe]/'],
  ['IPv4-translated', 'https://[::ffff:0:127.0.0.1]:PORT/'],
  ['NAT64', 'https://[64:ff9b::127.0.0.1]:PORT/'],
  ['NAT64 of metadata', 'https://[64:ff9b::a9fe:a9fe]/'],
  ['local NAT64', 'https://[64:ff9b:1::a9fe:a9fe]/'],
  ['6to4', 'https://[2002:7f00:1::]:PORT/'],
  ['Teredo', 'https://[2001:0:7f00:1::1]:PORT/'],
  ['ISATAP under a public prefix', 'https://[2606:4700::5efe:7f00:1]:PORT/'],
  ['ISATAP, universal bit', 'https://[2606:4700::200:5efe:7f00:1]:PORT/'],
  ['unique local', 'https://[fc00::1]/'],
  ['AWS metadata over IPv6', 'https://[fd00:ec2::254]/'],
  ['GCP metadata over IPv6', 'https://[fd20:ce::254]/'],
  ['IPv6 link-local', 'https://[fe80::1]/'],
  ['site-local', 'https://[fec0::1]/'],
  ['IPv6 multicast', 'https://[ff02::1]/'],
  ['discard-only', 'https://[100::1]/'],
  ['outside global unicast', 'https://[4000::1]/'],
] as const;

const NAMES = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  'localhost%2e',
  'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
  'loc\u00adalhost', // a soft hyphen, which IDNA drops
  'anything.localhost',
  'localhost.localdomain',
  'printer.local',
  'instance-data',
  'metadata.google.internal',
  'metadata.google.internal.',
  'ip-10-0-0-1.ec2.internal',
  'host.docker.internal',
  'kubernetes.default.svc',
  'api.default.svc.cluster.local',
  'intranet.corp',
  'router.home.arpa',
] as const;

const FORMS: readonly HostileUrl[] = [
  ['a link-local zone', 'https://[fe80::1%25lo]:PORT/', 'url_invalid'],
  ['a public user name', 'https://example.com@127.0.0.1:PORT/', 'url_credentials'],
  ['a public user name and password', 'https://example.com:443@127.0.0.1:PORT/', 'url_credentials'],
  ['an encoded @', 'https://example.com%40127.0.0.1:PORT/', 'url_invalid'],
  ['a backslash before @', 'https://example.com\\@127.0.0.1:PORT/', 'url_invalid'],
  ['a backslash behind the host', 'https://127.0.0.1:PORT\\@example.com/', 'url_invalid'],
  ['backslashes for slashes', 'https:\\\\127.0.0.1:PORT\\', 'url_invalid'],
  ['a tab', 'https://127.0\t.0.1:PORT/', 'url_invalid'],
  ['a line feed', 'https://127.0\n.0.1:PORT/', 'url_invalid'],
  ['a header behind a line feed', 'https://example.com/\r\nHost: 127.0.0.1', 'url_invalid'],
  ['white space before', ' https://127.0.0.1:PORT/', 'url_invalid'],
  ['one slash', 'https:/127.0.0.1:PORT/', 'url_invalid'],
  ['no slash', 'https:127.0.0.1:PORT', 'url_invalid'],
  ['three slashes', 'https:///127.0.0.1:PORT/', 'url_invalid'],
  ['no scheme', '//127.0.0.1:PORT/', 'url_invalid'],
  ['no host', 'https://', 'url_invalid'],
  ['five parts', 'https://127.0.0.1.1:PORT/', 'url_invalid'],
  ['a part too large', 'https://127.0.0.256:PORT/', 'url_invalid'],
  ['two dots at the end of an address', 'https://127.0.0.1..:PORT/', 'url_invalid'],
  ['two dots at the end of a name', 'https://localhost..:PORT/', 'url_invalid'],
  ['two dots behind a private name', 'https://metadata.google.internal../', 'url_invalid'],
  ['NUL in the host', 'https://127.0.0.1%00.example.com:PORT/', 'url_invalid'],
  ['plain HTTP in live mode', 'http://attacker.example/', 'url_scheme'],
  ['plain HTTP, upper case', 'HTTP://attacker.example/', 'url_scheme'],
  ['a file', 'file:///etc/passwd', 'url_scheme'],
  ['gopher', 'gopher://127.0.0.1:PORT/_POST', 'url_scheme'],
  ['FTP', 'ftp://127.0.0.1:PORT/', 'url_scheme'],
  ['a web socket', 'wss://127.0.0.1:PORT/', 'url_scheme'],
  ['data', 'data:text/plain,hello', 'url_scheme'],
  ['a script', 'javascript:alert(1)', 'url_scheme'],
  ['a Unix socket', 'unix:///var/run/docker.sock', 'url_scheme'],
  ['port 0', 'https://attacker.example:0/', 'url_port_forbidden'],
  ['the port of SSH', 'https://attacker.example:22/', 'url_port_forbidden'],
  ['the port of SMTP', 'https://attacker.example:25/', 'url_port_forbidden'],
  ['the port of Redis', 'https://attacker.example:6379/', 'url_port_forbidden'],
  ['the port of memcached', 'https://attacker.example:11211/', 'url_port_forbidden'],
  ['a port too large', 'https://attacker.example:65536/', 'url_invalid'],
];

/** What an attacker's name server answers. */
export interface HostileName {
  readonly A?: readonly string[];
  readonly AAAA?: readonly string[];
  /** The names by way of which it answers. */
  readonly aliases?: readonly string[];
}

export const HOSTILE_NAMES: Readonly<Record<string, HostileName>> = {
  'loopback.attacker.example': { A: ['127.0.0.1'] },
  'loopback6.attacker.example': { AAAA: ['::1'] },
  'zero.attacker.example': { A: ['0.0.0.0'] },
  'private.attacker.example': { A: ['10.1.2.3'] },
  'cgnat.attacker.example': { A: ['100.64.0.1'] },
  'metadata.attacker.example': { A: ['169.254.169.254'] },
  'metadata6.attacker.example': { AAAA: ['fd00:ec2::254'] },
  'task-role.attacker.example': { A: ['169.254.170.2'] },
  '169.254.169.254.nip.io': { A: ['169.254.169.254'] },
  'mapped.attacker.example': { AAAA: ['::ffff:7f00:1'] },
  'nat64.attacker.example': { AAAA: ['64:ff9b::7f00:1'] },
  'sixtofour.attacker.example': { AAAA: ['2002:7f00:1::1'] },
  'isatap.attacker.example': { AAAA: ['2606:4700::5efe:7f00:1'] },
  'public-first.attacker.example': { A: ['8.8.8.8', '127.0.0.1'] },
  'private-first.attacker.example': { A: ['127.0.0.1', '8.8.8.8'] },
  'public4-private6.attacker.example': { A: ['8.8.8.8'], AAAA: ['::1'] },
  'private4-public6.attacker.example': { A: ['127.0.0.1'], AAAA: ['2606:4700::1111'] },
  'hidden.attacker.example': { A: [...Array.from({ length: 20 }, (_, index) => `8.8.4.${index + 1}`), '127.0.0.1'] },
  'alias.attacker.example': { A: ['127.0.0.1'], aliases: ['localhost'] },
  'chain.attacker.example': { A: ['10.0.0.1'], aliases: ['cdn.attacker.example', 'db.corp.internal'] },
};

/** Every URL that must not lead to a connection. */
export const HOSTILE_URLS: readonly HostileUrl[] = [
  ...ADDRESSES.map(([what, url]) => [what, url, 'url_address_forbidden'] as const),
  ...NAMES.map((name) => [`the private name ${name}`, `https://${name}:PORT/`, 'url_host_forbidden'] as const),
  ...FORMS,
  ...Object.keys(HOSTILE_NAMES).map((name) => [name, `https://${name}:PORT/`, 'by its address'] as const),
  ['nowhere.attacker.example', 'https://nowhere.attacker.example/', 'without address'],
];
