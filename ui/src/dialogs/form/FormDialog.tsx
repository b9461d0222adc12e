import { Modal } from '@mantine/core';
import type { ReactNode, RefObject, SyntheticEvent } from 'react';
import type { Connector, ConnectorMethod } from '../../api/types';
import { guide as text } from '../../text/form';
import { useUpTo } from '../../parts/useUpTo';
import { keepScrollBar } from '../../theme/theme';
import type { Leaving } from '../useLeave';
import { GuidePane } from './GuidePane';
import type { FieldValues } from './values';
import classes from './form.module.css';

type Props = {
  title: string;
  connector: Connector | undefined;
  method: ConnectorMethod | undefined;
  fields: FieldValues;
  leaving: Leaving;
  /** Another dialog stands over this one. */
  covered?: boolean;
  formRef: RefObject<HTMLFormElement | null>;
  onSubmit: () => void;
  /** What is known about the form as a whole: it stays in view, above the footer. */
  verdict: ReactNode;
  footer: ReactNode;
  children: ReactNode;
};

/** Two panes: the form, and what to do at the service. Where there is no room, the guide folds away under the form. */
export function FormDialog({
  title,
  connector,
  method,
  fields,
  leaving,
  covered = false,
  formRef,
  onSubmit,
  verdict,
  footer,
  children,
}: Props) {
  const narrow = useUpTo(900);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const guide = <GuidePane connector={connector} method={method} fields={fields} />;
  return (
    <Modal.Root
      opened
      onClose={leaving.leave}
      closeOnEscape={!leaving.asking && !covered}
      size={980}
      centered
      fullScreen={narrow}
      padding={0}
      closeOnClickOutside={false}
      removeScrollProps={keepScrollBar}
    >
      {leaving.question}
      <Modal.Overlay backgroundOpacity={0.38} />
      <Modal.Content>
        <Modal.Body p={0}>
          <div className={classes.content}>
            <form ref={formRef} className={classes.form} onSubmit={submit} noValidate autoComplete="off">
              <Modal.Title className={classes.title}>{title}</Modal.Title>
              <div className={classes.scroll}>
                {children}
                {narrow && (
                  <details className={classes.guideFold}>
                    <summary>{text.show}</summary>
                    <div className={classes.guide}>{guide}</div>
                  </details>
                )}
              </div>
              <div className={classes.verdict}>{verdict}</div>
              <div className={classes.foot}>{footer}</div>
            </form>
            {!narrow && (
              <aside className={classes.guide} aria-label={text.show} tabIndex={0}>
                {guide}
              </aside>
            )}
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
