import { type Case, get, NOBODY, patch, post } from './case.ts';

const NOW = new Date().toISOString().slice(0, 7);
const ACTIONS = `/v1/reviews/${NOW}/actions`;

const month = (what: string, text: string, code: Case['code'] = 'validation_failed'): Case => ({
  what,
  send: () => get(`/v1/reviews/${text}`),
  code,
  ...(code === 'validation_failed' ? { causes: [['/path/month', 'invalid_month']] } : {}),
});
const decided = (what: string, json: unknown, ...causes: NonNullable<Case['causes']>): Case => ({
  what,
  send: () => post(ACTIONS, json),
  code: 'validation_failed',
  causes,
});

export const REVIEWS: readonly Case[] = [
  month('of a month that there is not', '2026-13'),
  month('of a day', '2026-10-01'),
  month('of a year of which no review can be', '9999-12'),
  month('of a word', 'last'),
  month('of a month in other digits', encodeURIComponent('２０２６-１０')),
  month('of a path in a month', encodeURIComponent('../2026-10'), 'not_found'),
  month('of a month before the tenant was there', '2001-01', 'not_found'),
  month('of a month that is to come', '2199-01', 'not_found'),
  {
    what: 'in a form that there is not',
    send: () => ({ ...get(`/v1/reviews/${NOW}`), headers: { accept: 'application/pdf' } }),
    code: 'not_acceptable',
  },
  {
    what: 'from where no list goes on',
    send: () => get('/v1/reviews?cursor=bm90aGluZw'),
    code: 'validation_failed',
    causes: [['/query/cursor', 'invalid_cursor']],
  },
  decided('with an action without a title', {}, '/title'),
  decided('with an action that is due on no day', { title: 'A', dueOn: '2026-02-30' }, '/dueOn'),
  decided('with an action of nobody', { title: 'A', ownerId: `own_${NOBODY}` }, ['/ownerId', 'unknown_owner']),
  decided(
    'with an action on what there is not, for no reason',
    { title: 'A', contractId: `ctr_${NOBODY}`, suggestionId: 'relax' },
    ['/contractId', 'unknown_contract'],
    ['/suggestionId', 'unknown_suggestion'],
  ),
  decided('with an action that is done already', { title: 'A', status: 'done' }, ['/status', 'unknown_field']),
  {
    what: 'with an action in a month that is to come',
    send: () => post('/v1/reviews/2199-01/actions', { title: 'A' }),
    code: 'not_found',
  },
  {
    what: 'with a change of an action that never was',
    send: () => patch(`${ACTIONS}/act_${NOBODY}`, { status: 'done' }),
    code: 'not_found',
  },
  {
    what: 'with a change of an action whose id is none',
    send: () => patch(`${ACTIONS}/first`, { status: 'done' }),
    code: 'not_found',
  },
];
