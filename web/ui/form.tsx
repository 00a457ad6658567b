/** The fields and buttons of forms. They work without scripts. */

import type { Child } from 'hono/jsx';

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly value?: string;
  readonly autocomplete: string;
  readonly hint?: string;
  /** Why the value is refused. */
  readonly error?: string | null | undefined;
  readonly isRequired?: boolean;
  /** Digits are typed on a keyboard of digits. */
  readonly inputmode?: 'numeric';
  readonly minlength?: number;
  readonly maxlength?: number;
  readonly autofocus?: boolean;
}

/** A label, its field, and what is wrong with it. */
export function Field(props: FieldProps) {
  const { label, name, type = 'text', value, autocomplete, hint, error, autofocus } = props;
  const { isRequired = true, inputmode, minlength, maxlength = 254 } = props;
  const noteId = `${name}-note`;
  const note = error ?? hint;
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        type={type}
        value={value}
        autocomplete={autocomplete}
        inputmode={inputmode}
        minlength={minlength}
        maxlength={maxlength}
        required={isRequired}
        autofocus={autofocus}
        aria-describedby={note ? noteId : undefined}
        aria-invalid={error ? 'true' : undefined}
      />
      {note && (
        <p id={noteId} class={error ? 'bad' : 'soft'}>
          {note}
        </p>
      )}
    </div>
  );
}

interface SelectProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  /** The label is for screen readers only: the place says what it is. */
  readonly isLabelHidden?: boolean;
  readonly id?: string;
}

export function Select({ label, name, value, options, isLabelHidden, id = name }: SelectProps) {
  return (
    <div class="field">
      <label for={id} class={isLabelHidden ? 'hidden' : undefined}>
        {label}
      </label>
      <select id={id} name={name}>
        {options.map(([each, words]) => (
          <option value={each} selected={each === value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What keeps a form from being sent, or what it has done. */
export function Notice({ kind, children }: { kind: 'good' | 'bad' | 'note'; children?: Child }) {
  return (
    <p class={`notice ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
      {children}
    </p>
  );
}

interface PostProps {
  readonly action: string;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly class?: string;
  children?: Child;
}

/** A form that is sent by POST, with what it carries along. */
export function Post({ action, hidden = {}, children, ...rest }: PostProps) {
  return (
    <form method="post" action={action} class={rest.class}>
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

/** Says to password managers whose password a form is about. It is not shown. */
export function UsernameOfForm({ email }: { readonly email: string }) {
  return (
    <input
      class="hidden"
      type="text"
      name="username"
      value={email}
      autocomplete="username"
      readonly
      tabindex={-1}
      aria-label="Account"
    />
  );
}
