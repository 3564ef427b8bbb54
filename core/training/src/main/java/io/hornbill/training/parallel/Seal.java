package io.hornbill.training.parallel;

import io.hornbill.base.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encryption of frames one way (AES-128-GCM), and proofs of knowing a secret (HMAC-SHA256). */
final class Seal {
  static final int TAG_BYTES = 16;
  private static final int KEY_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int WARMING_FRAMES = 40_000;
  private static final int SHORT_FRAME = 64;
  private static final int LONG_FRAME = 1 << 14;
  private static final int SHORT_FRAMES = 100;
  private static final long MOST_WARMING_NANOS = 5_000_000_000L;
  private static final AtomicBoolean WARM = new AtomicBoolean();

  private final Cipher cipher;
  private final SecretKeySpec key;
  private final int mode;
  private final int way;
  private long frames;

  private Seal(byte[] key, int mode, int way) {
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
    this.key = new SecretKeySpec(key, 0, KEY_BYTES, "AES");
    this.mode = mode;
    this.way = way;
  }

  /** Seals what is written; the numbers of the two ways of a connection differ. */
  static Seal writing(byte[] key, int way) {
    return new Seal(key, Cipher.ENCRYPT_MODE, way);
  }

  /** Opens what is read. */
  static Seal reading(byte[] key, int way) {
    return new Seal(key, Cipher.DECRYPT_MODE, way);
  }

  /**
   * Seals or opens the next frame: no two frames of a key have the same nonce.
   *
   * @return the number of bytes that came out
   */
  int apply(byte[] header, byte[] from, int count, byte[] to) throws GeneralSecurityException {
    ByteBuffer nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(way).putLong(frames++);
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce.array()));
    cipher.updateAAD(header);
    return cipher.doFinal(from, 0, count, to, 0);
  }

  /**
   * Seals and opens frames of no account, on a thread of its own and once in a process. A virtual
   * machine computes AES-GCM a hundred times slower until it has compiled it for the processor's
   * own instructions, which takes some ten thousand calls, of whatever length, or as many frames of
   * a training; where it does not compile so, this ends by itself.
   */
  static void warmUp() {
    if (WARM.compareAndSet(false, true)) {
      Meeting.daemon("hornbill-ring-warm-up", Seal::useMuch);
    }
  }

  private static void useMuch() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Seal writes = writing(key, 0);
    Seal reads = reading(key, 0);
    byte[] header = new byte[NONCE_BYTES];
    byte[] plain = new byte[LONG_FRAME];
    byte[] sealed = new byte[LONG_FRAME + TAG_BYTES];
    long end = System.nanoTime() + MOST_WARMING_NANOS;
    try {
      for (int i = 1; i <= WARMING_FRAMES && System.nanoTime() < end; i++) {
        int length = i % SHORT_FRAMES == 0 ? LONG_FRAME : SHORT_FRAME;
        reads.apply(header, sealed, writes.apply(header, plain, length, sealed), plain);
      }
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** What only those can compute who know the secret. */
  static byte[] proof(byte[] secret, String what, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] padded = Arrays.copyOf(secret, Math.max(1, secret.length));
      mac.init(new SecretKeySpec(padded, "HmacSHA256"));
      mac.update(what.getBytes(StandardCharsets.UTF_8));
      for (byte[] part : parts) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return Fault.of("SocketRing")
        .expected("the Java runtime must have AES-GCM and HMAC-SHA256")
        .received("one without")
        .remedy("Use a complete JDK.")
        .state(e);
  }
}
