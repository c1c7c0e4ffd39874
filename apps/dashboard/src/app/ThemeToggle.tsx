import { useMantineColorScheme } from '@mantine/core';
import { Icon } from '../design/Icon.tsx';
import { useKeys } from './keyboard.ts';

const NEXT = { light: 'dark', dark: 'auto', auto: 'light' } as const;
const ICON = { light: 'sun', dark: 'moon', auto: 'auto' } as const;
const WORD = { light: 'light', dark: 'dark', auto: 'as the system' } as const;

export function ThemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const turn = () => setColorScheme(NEXT[colorScheme]);
  useKeys({ t: turn });
  return (
    <button
      type="button"
      className="icob"
      onClick={turn}
      aria-label={`Theme: ${WORD[colorScheme]}`}
      title={`Theme: ${WORD[colorScheme]} (t)`}
    >
      <Icon name={ICON[colorScheme]} size={16} />
    </button>
  );
}
