package io.hornbill.training.parallel;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * How two neighbours in a ring make sure of each other: both prove to know the secret, on numbers
 * that the other one drew, and name rank, size and attempt.
 */
final class Handshake {
  private static final long MAGIC = 0x484F524E42494C31L;
  private static final int NONCE_BYTES = 16;
  private static final int PROOF_BYTES = 32;
  private static final int LONGEST_TEXT = 4096;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Why a connection was refused. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  /** A neighbour that is what it should be. */
  record Neighbour(Link link, String label) {}

  private final RingOptions options;
  private final int rank;
  private final int size;

  Handshake(RingOptions options, int rank, int size) {
    this.options = options;
    this.rank = rank;
    this.size = size;
  }

  /** Greets the next process of the ring. */
  Neighbour call(Socket socket) throws IOException {
    Link link = new Link(socket, options.wire().apply(socket.getOutputStream()));
    DataInputStream in = link.greetings((int) options.deadline().toMillis());
    DataOutputStream out = new DataOutputStream(link.out());
    byte[] mine = nonce();
    byte[] place = place(rank);
    out.writeLong(MAGIC);
    out.write(place);
    text(out, options.attempt());
    text(out, options.label());
    out.write(mine);
    out.write(proof("call", place, options.label(), mine));
    out.flush();
    String label = text(in);
    byte[] theirs = in.readNBytes(NONCE_BYTES);
    require(proof("answer", place, label, mine, theirs), in, "did not prove to know the secret");
    out.write(proof("confirm", place, label, theirs));
    out.flush();
    secure(link, mine, theirs, 0);
    return new Neighbour(link, label);
  }

  /** Answers who wants to be the process before this one. */
  Neighbour answer(Socket socket) throws IOException {
    Link link = new Link(socket, socket.getOutputStream());
    DataInputStream in = link.greetings((int) Math.min(5000, options.deadline().toMillis()));
    if (in.readLong() != MAGIC) {
      throw new Refused("does not speak this protocol");
    }
    byte[] place = in.readNBytes(2 * Integer.BYTES);
    String attempt = text(in);
    String label = text(in);
    byte[] theirs = in.readNBytes(NONCE_BYTES);
    if (!attempt.equals(options.attempt())) {
      throw new Refused(
          "belongs to attempt \"%s\", and this is \"%s\"".formatted(attempt, options.attempt()));
    }
    require(proof("call", place, label, theirs), in, "did not prove to know the secret");
    if (!MessageDigest.isEqual(place, place(Math.floorMod(rank - 1, size)))) {
      throw new Refused(
          String.format(Locale.ROOT, "is not rank %d of %d", Math.floorMod(rank - 1, size), size));
    }
    byte[] mine = nonce();
    DataOutputStream out = new DataOutputStream(link.out());
    text(out, options.label());
    out.write(mine);
    out.write(proof("answer", place, options.label(), theirs, mine));
    out.flush();
    require(proof("confirm", place, options.label(), mine), in, "repeated what it had overheard");
    secure(link, theirs, mine, 1);
    return new Neighbour(link, label);
  }

  private void secure(Link link, byte[] caller, byte[] answerer, int own) {
    if (options.encrypts()) {
      link.seal(Seal.proof(options.secret(), "session", caller, answerer), own);
    }
  }

  private byte[] place(int of) {
    return ByteBuffer.allocate(2 * Integer.BYTES).putInt(of).putInt(size).array();
  }

  private byte[] proof(String what, byte[] place, String label, byte[]... parts) {
    byte[][] all = new byte[parts.length + 3][];
    all[0] = place;
    all[1] = label.getBytes(StandardCharsets.UTF_8);
    all[2] = options.attempt().getBytes(StandardCharsets.UTF_8);
    System.arraycopy(parts, 0, all, 3, parts.length);
    return Seal.proof(options.secret(), what, all);
  }

  private static void require(byte[] proof, DataInputStream in, String why) throws IOException {
    if (!MessageDigest.isEqual(proof, in.readNBytes(PROOF_BYTES))) {
      throw new Refused(why);
    }
  }

  private static byte[] nonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return nonce;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST_TEXT) {
      throw new Refused("does not speak this protocol");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
