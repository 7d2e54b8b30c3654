package dev.multilayercache.agent.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * What one client says to a server, handed on untouched and understood just enough to tell the
 * operations. Fragments are refused: nothing that is counted is so large.
 */
final class ClientMessages {
  private final DataInputStream in;
  private final OutputStream out;
  private final Consumer<Operation> told;

  ClientMessages(InputStream in, OutputStream out, Consumer<Operation> told) {
    this.in = new DataInputStream(in);
    this.out = out;
    this.told = told;
  }

  /** Returns never, but throws when either side has gone. */
  void handOn() throws IOException {
    out.write(in.readNBytes(ProtocolMessage.GREETING_BYTES));
    out.flush();
    while (true) {
      handOnMessage();
    }
  }

  private void handOnMessage() throws IOException {
    ProtocolMessage message = ProtocolMessage.handOn(in, out);
    if (message.isFragment()) {
      throw new IOException("a fragment, which cannot be counted");
    }
    if (message.concernsAnObject()) {
      told.accept(message.operation());
    }
    out.flush();
  }
}
