import { useState } from 'react';
import { Icon } from '../design/Icon.tsx';
import { Popover } from './Popover.tsx';
import { MOST_NAME } from './saved-views.ts';
import style from './MailboxesPage.module.css';

/** Keeps the list as it is under a name. */
export function SaveView({ name, onSave }: { name: string; onSave: (name: string) => void }) {
  return (
    <Popover
      label="Save view"
      className={style.save!}
      button={
        <>
          <Icon name="plus" size={12} /> Save view
        </>
      }
    >
      <NameField name={name} onSave={onSave} />
    </Popover>
  );
}

function NameField({ name, onSave }: { name: string; onSave: (name: string) => void }) {
  const [typed, setTyped] = useState(name);
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() === '') return;
        onSave(typed.trim());
        event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
      }}
    >
      <label className={style.field}>
        <span>Name</span>
        <input
          autoFocus
          value={typed}
          maxLength={MOST_NAME}
          required
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <p className="i3 small">
        Kept in this browser: filters, order and columns. To share it, send the address of the page.
      </p>
      <button type="submit" className="btn pri">
        Save
      </button>
    </form>
  );
}
