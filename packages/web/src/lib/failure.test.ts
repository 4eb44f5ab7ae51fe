import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { describe, expect, it } from 'vitest';
import { fieldPath, toFailure } from './failure';

const refused = (code: string, field?: string) =>
  new CombinedGraphQLErrors({
    data: null,
    errors: [{ message: 'Say why', extensions: { code, ...(field && { field }) } }],
  });

describe('toFailure', () => {
  it('of a refusal says that nothing was recorded', () => {
    expect(toFailure(refused('BAD_USER_INPUT', 'input.amount'))).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'Say why',
      field: ['amount'],
      nothingRecorded: true,
    });
  });

  it('is uncertain when the server itself does not know whether it was recorded', () => {
    const lost = new CombinedGraphQLErrors({
      data: null,
      errors: [{ message: 'Not certain', extensions: { code: 'UNAVAILABLE', key: 'outcomeUnknown' } }],
    });
    expect(toFailure(lost)).toEqual({
      code: 'UNAVAILABLE',
      key: 'outcomeUnknown',
      message: 'Not certain',
      nothingRecorded: false,
    });
  });

  it('is uncertain for unknown errors', () => {
    expect(toFailure(refused('INTERNAL_SERVER_ERROR'))).toMatchObject({
      code: 'UNEXPECTED',
      message: '',
      nothingRecorded: false,
    });
  });

  it('is uncertain without a response', () => {
    expect(toFailure(new TypeError('Failed to fetch'))).toMatchObject({ code: 'NETWORK', nothingRecorded: false });
  });
});

describe('fieldPath', () => {
  it.each([
    ['amount', ['amount']],
    ['input.amount', ['amount']],
    ['input.milestones[0].title', ['milestones', 0, 'title']],
    ['milestones.2.amount', ['milestones', 2, 'amount']],
    ['input', ['input']],
  ])('%s', (field, path) => {
    expect(fieldPath(field)).toEqual(path);
  });

  it.each([undefined, null, '', 3])('%j names no field', (field) => {
    expect(fieldPath(field)).toBeUndefined();
  });
});
