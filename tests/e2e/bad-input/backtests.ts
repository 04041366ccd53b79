import { type Case, NOBODY, post } from './case.ts';

const WINDOW = { from: '2026-07-01T00:00:00Z', to: '2026-10-01T00:00:00Z' };

const backtest =
  (members: object): Case['send'] =>
  ({ contract }) =>
    post(`/v1/contracts/${contract}/backtest`, { ...WINDOW, ...members });
const invalid = (what: string, members: object, ...causes: NonNullable<Case['causes']>): Case => ({
  what,
  send: backtest(members),
  code: 'validation_failed',
  causes,
});

export const BACKTESTS: readonly Case[] = [
  invalid('of a window that is reversed', { from: WINDOW.to, to: WINDOW.from }, ['/to', 'out_of_order']),
  invalid('of a window of nothing', { from: WINDOW.to }, ['/to', 'out_of_order']),
  invalid('of more than 400 days', { from: '2025-08-01T00:00:00Z' }, ['/to', 'range_too_long']),
  invalid('of a window with no beginning', { from: undefined }, '/from'),
  invalid('of a day that there is not', { from: '2026-02-30' }, '/from'),
  invalid('of days that are reversed', { from: '2026-10-02', to: '2026-10-01' }, ['/to', 'out_of_order']),
  invalid('of a month instead of a day', { from: '2026-07' }, '/from'),
  invalid('of no handoff at all', { limit: 0 }, '/limit'),
  invalid('of a thousand handoffs at once', { limit: 1000 }, '/limit'),
  invalid('from where no list goes on', { cursor: 'bm90aGluZw' }, ['/cursor', 'invalid_cursor']),
  invalid('with a patch of what a contract does not have', { patch: { status: 'retired' } }, '/patch/status'),
  {
    what: 'with a patch that could not be published',
    send: backtest({ patch: { entryCriteria: [{ id: 'a', description: 'A', expression: 'packet.arr >' }] } }),
    code: 'contract_invalid',
    causes: [['/entryCriteria/0/expression', 'expression_syntax']],
  },
  {
    what: 'of what never was',
    send: () => post(`/v1/contracts/ctr_${NOBODY}/backtest`, WINDOW),
    code: 'not_found',
  },
];
