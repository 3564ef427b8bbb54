package io.hornbill.layers.preprocessing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** How often tokens were seen, and in how many documents. */
final class TokenCounts {
  private final Map<String, long[]> counts = new HashMap<>();
  private long documents;

  /** Counts the tokens of a document. */
  void add(Collection<String> document) {
    documents++;
    for (String token : document) {
      counts.computeIfAbsent(token, t -> new long[2])[0]++;
    }
    for (String token : new HashSet<>(document)) {
      long[] count = counts.get(token);
      if (count != null) {
        count[1]++;
      }
    }
  }

  void remove(String token) {
    counts.remove(token);
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  /** Tokens from the most frequent one on; equally frequent ones from the greatest one on. */
  List<String> ordered(boolean whole) {
    Comparator<String> byToken =
        whole
            ? Comparator.comparingLong(Long::parseLong)
            : Comparator.comparing(
                token -> token.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
    List<String> tokens = new ArrayList<>(counts.keySet());
    tokens.sort(
        Comparator.<String>comparingLong(t -> seen(t)[0]).thenComparing(byToken).reversed());
    return tokens;
  }

  private long[] seen(String token) {
    return counts.getOrDefault(token, new long[2]);
  }

  /** log(1 + documents / (1 + documents with the token)). */
  double inverseDocumentFrequency(String token) {
    return Math.log(1 + documents / (1.0 + seen(token)[1]));
  }
}
