import type { FormInstance } from 'antd';
import { Form } from 'antd';
import { useApolloClient } from '@apollo/client/react';
import {
  CreateProjectDocument,
  type CreateProjectInput,
  type ProjectDraftFragment,
  ProjectDraftNowDocument,
  UpdateProjectDocument,
  ViewerDocument,
} from '@hongchuang/schema';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { type Failure, toFailure } from '../../lib/failure';
import { settles } from '../../lib/idempotency-key';
import { localStore, readJson } from '../../lib/storage';
import {
  changedFields,
  createInput,
  type DraftField,
  type DraftValues,
  emptyDraft,
  fieldText,
  mergeDrafts,
  planSave,
  valuesOf,
  withFields,
} from './draft';

/** The state of the saving. */
export type SaveState =
  | { kind: 'empty' }
  /** Stored only on this device, because the project does not exist on the server yet. */
  | { kind: 'device' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: Date }
  /** Saved, except for fields that are unfinished or were refused. */
  | { kind: 'partly'; at: Date; held: DraftField[] }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'conflict' };

export interface Conflict {
  fields: DraftField[];
  theirs: DraftValues;
}

export interface Draft {
  form: FormInstance<DraftValues>;
  initialValues: DraftValues;
  values: DraftValues;
  projectId: string | undefined;
  save: SaveState;
  /** Fields that were taken from another copy since the person last looked. */
  taken: DraftField[];
  conflict: Conflict | undefined;
  settleConflict: (keep: 'mine' | 'theirs') => void;
  /** True when earlier input was restored. */
  restored: boolean;
  changed: () => void;
  /** Sets values that are no form fields, such as the cover. */
  set: (changes: Partial<DraftValues>) => void;
  /** Saves at once; resolves to true when no important change is stored only on this device. */
  saveNow: () => Promise<boolean>;
  /** The server's own messages about refused fields, by path. */
  refusals: { path: (string | number)[]; message: string }[];
}

/** The request that creates the draft. It is repeated unchanged, under its key, until its answer is known. */
interface Creation {
  key: string;
  input: CreateProjectInput;
}

interface Kept {
  values: DraftValues;
  /** The server's values from which `values` were edited. */
  base?: DraftValues;
  /** The creation that was sent under a key and whose answer is not known. */
  creating?: Creation;
}

const PAUSE_MS = 1_200;
const RETRY_MS = [5_000, 15_000, 45_000];

export interface DraftOptions {
  viewerId: string;
  organizationId: string;
  project?: ProjectDraftFragment;
  /** Called when the draft has been created on the server. */
  onCreated?: (id: string) => void;
  /** Called when the project can no longer be edited, because it was submitted or withdrawn elsewhere. */
  onClosed?: () => void;
}

// The key contains the person, because another person on the same machine must neither see nor overwrite this draft.
const keyOf = ({ viewerId, organizationId }: DraftOptions, projectId: string | undefined) =>
  `hc:form:project:${viewerId}:${projectId ?? `new:${organizationId}`}`;

/** Deletes this device's copy of a project, after its submission or cancellation. */
export function forgetDraft(viewerId: string, organizationId: string, projectId?: string): void {
  localStore.remove(keyOf({ viewerId, organizationId }, projectId));
}

/**
 * A project that saves itself. Every keystroke is stored on this device first. Once the required values are there, the
 * draft is created on the server, and from then on changes are sent after a short pause. There is one request at a
 * time. Before each request the server's state is read, because another tab, phone or colleague may have saved since.
 */
export function useDraft(options: DraftOptions): Draft {
  const client = useApolloClient();
  const [form] = Form.useForm<DraftValues>();
  const latest = useRef(options);
  latest.current = options;

  const start = useMemo(() => startFrom(options), []); // eslint-disable-line react-hooks/exhaustive-deps -- what was there when the page opened
  const projectId = useRef(options.project?.id);
  const base = useRef(start.base);
  const values = useRef(start.values);
  const creating = useRef(start.creating);
  const refused = useRef(new Map<DraftField, string>());
  const [shown, setShown] = useState(start.values);
  const [id, setId] = useState(options.project?.id);
  const [save, setSave] = useState<SaveState>(start.state);
  const [taken, setTaken] = useState<DraftField[]>(start.taken);
  const [conflict, setConflict] = useState<Conflict | undefined>(start.conflict);
  const standing = useRef(start.conflict);
  const [refusals, setRefusals] = useState<Draft['refusals']>([]);

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<void>>(undefined);
  const attempts = useRef(0);
  const gone = useRef(false);

  const keep = useCallback(() => {
    const key = keyOf(latest.current, projectId.current);
    const done = base.current && changedFields(base.current, values.current).length === 0;
    if (done) localStore.remove(key);
    else
      localStore.write(
        key,
        JSON.stringify({ values: values.current, base: base.current, creating: creating.current } satisfies Kept),
      );
  }, []);

  /** Puts other values into the form without touching the fields that stay the same. */
  const adopt = useCallback(
    (next: DraftValues, fields: readonly DraftField[]) => {
      values.current = next;
      setShown(next);
      form.setFieldsValue(Object.fromEntries(fields.map((field) => [field, next[field]])) as never);
    },
    [form],
  );

  const raiseConflict = useCallback((found: Conflict | undefined) => {
    standing.current = found;
    setConflict(found);
    if (found) setSave({ kind: 'conflict' });
  }, []);

  const create = useCallback(async (): Promise<void> => {
    const input = createInput(latest.current.organizationId, values.current);
    const sending = creating.current ?? (input && { key: uuidv7(), input });
    if (!sending) {
      setSave({ kind: 'device' });
      return;
    }
    setSave({ kind: 'saving' });
    const repeated = creating.current !== undefined;
    creating.current = sending;
    keep();
    const variables = { input: { ...sending.input, idempotencyKey: sending.key } };
    const answer = await client.mutate({ mutation: CreateProjectDocument, variables }).catch((error: unknown) => {
      if (settles(toFailure(error), repeated)) creating.current = undefined;
      throw error;
    });
    const draft = answer.data?.createProject;
    if (!draft) throw new Error('The answer had no data');
    localStore.remove(keyOf(latest.current, undefined));
    creating.current = undefined;
    projectId.current = draft.id;
    base.current = valuesOf(draft);
    setId(draft.id);
    latest.current.onCreated?.(draft.id);
  }, [client, keep]);

  const update = useCallback(
    async (known: string): Promise<void> => {
      setSave({ kind: 'saving' });
      // The query bypasses the cache. The page is drawn from the cache, and the answer to a signed-out person, who may
      // not see the draft, would empty the page.
      const { data: now } = await client.query({
        query: ProjectDraftNowDocument,
        variables: { id: known },
        fetchPolicy: 'no-cache',
      });
      const theirs = now?.project;
      if (!theirs?.viewerActions.includes('EDIT')) {
        // To visitors a draft does not exist, so a person who was signed out meanwhile is asked to sign in and not told
        // that the draft is missing. This query bypasses the cache as well, because the guards would otherwise take the
        // page away while the person types.
        const { data: asked } = await client.query({ query: ViewerDocument, fetchPolicy: 'no-cache' });
        const code = asked?.viewer ? (theirs ? 'INVALID_STATE' : 'NOT_FOUND') : 'UNAUTHENTICATED';
        setSave({ kind: 'failed', failure: { code, message: '', nothingRecorded: true } });
        if (code === 'INVALID_STATE') latest.current.onClosed?.();
        return;
      }
      const merged = mergeDrafts(base.current ?? valuesOf(theirs), values.current, valuesOf(theirs));
      if (merged.taken.length > 0) {
        adopt(merged.values, merged.taken);
        setTaken((before) => [...new Set([...before, ...merged.taken])]);
      }
      if (merged.conflicts.length > 0) {
        raiseConflict({ fields: merged.conflicts, theirs: valuesOf(theirs) });
        return;
      }
      base.current = valuesOf(theirs);
      const plan = planSave(base.current, values.current, refused.current);
      if (plan.sent.length > 0) {
        const { data } = await client.mutate({
          mutation: UpdateProjectDocument,
          variables: { id: known, input: plan.input },
        });
        if (!data) throw new Error('The answer had no data');
        base.current = valuesOf(data.updateProject);
      }
      const rest = planSave(base.current, values.current, refused.current);
      setSave(
        rest.held.length > 0 ? { kind: 'partly', at: new Date(), held: rest.held } : { kind: 'saved', at: new Date() },
      );
      if (rest.sent.length > 0) schedule(PAUSE_MS);
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- schedule is declared below and stable
    [adopt, client, raiseConflict],
  );

  const attempt = useCallback(async (): Promise<void> => {
    try {
      if (projectId.current) await update(projectId.current);
      else {
        await create();
        if (projectId.current) {
          const rest = planSave(base.current ?? values.current, values.current, refused.current);
          setSave({ kind: 'saved', at: new Date() });
          if (rest.sent.length > 0 || rest.held.length > 0) schedule(0);
        }
      }
      attempts.current = 0;
    } catch (error) {
      const failure = toFailure(error);
      setSave({ kind: 'failed', failure });
      const field = fieldOf(failure);
      if (field) {
        // The field stays as typed and is marked; the other fields are saved without it.
        refused.current.set(field, fieldText(values.current, field));
        const path = failure.field?.[0] === 'coverId' ? ['cover'] : (failure.field ?? [field]);
        setRefusals((before) => [
          ...before.filter((one) => one.path.join() !== path.join()),
          { path, message: failure.message },
        ]);
        if (projectId.current) schedule(0);
      } else if (mayPass(failure)) {
        schedule(RETRY_MS[Math.min(attempts.current, RETRY_MS.length - 1)] ?? PAUSE_MS);
        attempts.current += 1;
      }
    } finally {
      keep();
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- schedule is declared below and stable
  }, [create, keep, update]);

  const saveOnce = useCallback((): Promise<void> => {
    clearTimeout(timer.current);
    const next = (running.current ?? Promise.resolve()).then(async () => {
      if (!gone.current && !standing.current) await attempt();
    });
    running.current = next;
    return next;
  }, [attempt]);

  const schedule = useCallback(
    (delay: number) => {
      clearTimeout(timer.current);
      if (!gone.current) timer.current = setTimeout(() => void saveOnce(), delay);
    },
    [saveOnce],
  );

  const moved = useCallback(
    (next: DraftValues) => {
      values.current = next;
      setShown(next);
      for (const [field, text] of refused.current) {
        if (fieldText(next, field) === text) continue;
        refused.current.delete(field);
        setRefusals((before) => before.filter(({ path }) => path[0] !== field));
      }
      keep();
      if (standing.current) return;
      if (!projectId.current && !createInput(latest.current.organizationId, next)) {
        clearTimeout(timer.current);
        setSave({ kind: 'device' });
        return;
      }
      schedule(PAUSE_MS);
    },
    [keep, schedule],
  );

  const changed = useCallback(
    () => moved({ ...values.current, ...(form.getFieldsValue(true) as DraftValues) }),
    [form, moved],
  );
  const set = useCallback(
    (changes: Partial<DraftValues>) => {
      form.setFieldsValue(changes as never);
      moved({ ...values.current, ...changes });
    },
    [form, moved],
  );

  const settleConflict = useCallback(
    (choice: 'mine' | 'theirs') => {
      const found = standing.current;
      if (!found) return;
      base.current = found.theirs;
      if (choice === 'theirs') adopt(withFields(values.current, found.theirs, found.fields), found.fields);
      raiseConflict(undefined);
      keep();
      void saveOnce();
    },
    [adopt, keep, raiseConflict, saveOnce],
  );

  const saveNow = useCallback(async () => {
    if (!projectId.current || (base.current && changedFields(base.current, values.current).length > 0))
      await saveOnce();
    else await running.current;
    return (
      projectId.current !== undefined &&
      base.current !== undefined &&
      changedFields(base.current, values.current).length === 0
    );
  }, [saveOnce]);

  // Input that was restored from an earlier visit is sent without another keystroke.
  useEffect(() => {
    gone.current = false;
    if (start.pending) schedule(0);
    const again = () => {
      if (base.current && changedFields(base.current, values.current).length > 0) schedule(0);
    };
    // Saves when the network is back, when the person returns from another tab after signing in, and when the page is
    // left.
    addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      gone.current = true;
      clearTimeout(timer.current);
      removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [schedule, start]);

  return {
    form,
    initialValues: start.values,
    values: shown,
    projectId: id,
    save,
    taken,
    conflict,
    settleConflict,
    restored: start.restored,
    changed,
    set,
    saveNow,
    refusals,
  };
}

interface Start {
  values: DraftValues;
  base: DraftValues | undefined;
  creating: Creation | undefined;
  state: SaveState;
  taken: DraftField[];
  conflict: Conflict | undefined;
  restored: boolean;
  pending: boolean;
}

/** Returns the starting values: the server's copy, this device's copy, or both merged. */
function startFrom(options: DraftOptions): Start {
  const kept = readJson<Kept>(localStore, keyOf(options, options.project?.id));
  const mine = kept && { ...emptyDraft(), ...kept.values };
  if (!options.project) {
    const values = mine ?? emptyDraft();
    const restored = mine !== undefined && changedFields(emptyDraft(), mine).length > 0;
    return {
      values,
      base: undefined,
      creating: typeof kept?.creating === 'object' ? kept.creating : undefined,
      state: { kind: restored ? 'device' : 'empty' },
      taken: [],
      conflict: undefined,
      restored,
      pending: restored,
    };
  }
  const theirs = valuesOf(options.project);
  const same = { base: theirs, creating: undefined, taken: [], conflict: undefined } as const;
  if (!mine) return { ...same, values: theirs, state: { kind: 'empty' }, restored: false, pending: false, taken: [] };
  const base = kept.base ? { ...emptyDraft(), ...kept.base } : theirs;
  const merged = mergeDrafts(base, mine, theirs);
  return {
    values: merged.values,
    base: merged.conflicts.length > 0 ? base : theirs,
    creating: undefined,
    state: { kind: merged.conflicts.length > 0 ? 'conflict' : 'empty' },
    taken: merged.taken,
    conflict: merged.conflicts.length > 0 ? { fields: merged.conflicts, theirs } : undefined,
    restored: changedFields(theirs, merged.values).length > 0,
    pending: true,
  };
}

/** Returns the field that the server refused, if it is a field of the draft. */
function fieldOf(failure: Failure): DraftField | undefined {
  if (failure.code !== 'BAD_USER_INPUT' && failure.code !== 'NOT_FOUND') return undefined;
  const name = failure.field?.[0] === 'coverId' ? 'cover' : failure.field?.[0];
  return name !== undefined && typeof name === 'string' && name in emptyDraft()
    ? (name as DraftField)
    : name === 'category' || name === 'region'
      ? name
      : undefined;
}

/** Failures that may pass with time. */
const mayPass = (failure: Failure) => ['NETWORK', 'UNAVAILABLE', 'UNEXPECTED', 'LIMIT_EXCEEDED'].includes(failure.code);
