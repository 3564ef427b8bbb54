package io.hornbill.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Words for what a batch was read from. */
final class Origins {
  private static final int MOST = 64;

  private Origins() {}

  /** Names numbers: where one begins and ends if each is the next one, all of them otherwise. */
  static String numbers(long[] numbers) {
    long first = numbers[0];
    boolean inTurn =
        Arrays.equals(numbers, LongStream.range(first, first + numbers.length).toArray());
    return inTurn && numbers.length > 1
        ? first + " to " + numbers[numbers.length - 1]
        : all(Arrays.stream(numbers).boxed(), numbers.length);
  }

  /** Names entries one by one. */
  static String all(List<?> entries) {
    return all(entries.stream(), entries.size());
  }

  private static String all(Stream<?> entries, int count) {
    String named = entries.limit(MOST).map(String::valueOf).collect(Collectors.joining(", "));
    return count <= MOST ? named : named + ", … (" + count + ")";
  }
}
