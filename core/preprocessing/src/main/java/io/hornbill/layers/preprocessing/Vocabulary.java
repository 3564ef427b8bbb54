package io.hornbill.layers.preprocessing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tokens in order, each with its place; whole numbers are written as text. */
final class Vocabulary {
  private final List<String> tokens;
  private final Map<String, Integer> places = new HashMap<>();

  Vocabulary(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      places.put(tokens.get(i), i);
    }
  }

  List<String> tokens() {
    return tokens;
  }

  int size() {
    return tokens.size();
  }

  /** The place of a token; -1 if there is no such token. */
  int place(String token) {
    return places.getOrDefault(token, -1);
  }
}
