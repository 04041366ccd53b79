/** An AWS client that keeps what it is sent and answers by `answer`, which may throw. */
export function answering<Client, Input>(answer: (input: Input, command: string) => unknown) {
  const sent: Input[] = [];
  const commands: string[] = [];
  const send = async (command: { readonly input: Input }) => {
    const name = command.constructor.name.replace(/Command$/, '');
    sent.push(command.input);
    commands.push(name);
    return answer(command.input, name);
  };
  return { client: { send } as unknown as Client, sent, commands }; // the adapters use nothing else of a client
}
