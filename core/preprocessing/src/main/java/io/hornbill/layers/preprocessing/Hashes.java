package io.hornbill.layers.preprocessing;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Bins of strings and numbers. */
final class Hashes {
  private static final long CAT = 0xc6a4a7935bd1e995L;

  /** No number, or two, that other hashes follow from. */
  static final Setting<List<Long>> SALT =
      Setting.of(
              "salt",
              List.<Long>of(),
              (config, k) -> list(config.longIntegers(k)),
              (List<Long> v) -> v.isEmpty() ? null : v)
          .normalized(v -> v.size() == 1 ? List.of(v.get(0), v.get(0)) : v)
          .check(
              "one or two numbers",
              (owner, name, v) -> {
                if (!v.isEmpty() && v.size() != 2) {
                  throw Fault.of(owner)
                      .expected("%s must be one or two numbers", name)
                      .received(v)
                      .remedy("Leave it out for FarmHash.")
                      .argument();
                }
              });

  private Hashes() {}

  static List<Long> list(long... salt) {
    return Arrays.stream(salt).boxed().toList();
  }

  /** The bin of a string: by FarmHash, or with a salt by SipHash. */
  static long bin(String text, List<Long> salt, long bins) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long hash =
        salt.isEmpty() ? FarmHash.hash(bytes) : SipHash.hash(bytes, salt.get(0), salt.get(1));
    return Long.remainderUnsigned(hash, bins);
  }

  /** Two hashes in one, in this order. */
  static long joined(long first, long second) {
    long result = first ^ CAT;
    result ^= shifted(second * CAT) * CAT;
    result *= CAT;
    return shifted(shifted(result) * CAT);
  }

  private static long shifted(long value) {
    return value ^ (value >>> 47);
  }
}
