package io.hornbill.layers.preprocessing;

import io.hornbill.base.Setting;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers strings by a vocabulary.
 *
 * <pre>{@code
 * StringLookup lookup = new StringLookup();
 * lookup.adapt(List.of("a", "b", "a"));
 * lookup.transform(List.of("b", "c"));   // 2, 0
 * }</pre>
 */
public final class StringLookup extends LookupLayer<StringLookup> {
  private static final Setting<String> ENCODING = Setting.string("encoding", "utf-8");

  /** Makes a layer without mask, whose unknown token is {@code "[UNK]"}. */
  public StringLookup() {
    super(false, "string", Optional.of("[UNK]"));
    declare(ENCODING);
  }

  /**
   * Sets in which encoding Keras reads its vocabulary back. Files keep it; the strings of Java, as
   * those that Keras looks up, have none.
   *
   * @param encoding such as {@code "latin-1"}; {@code "utf-8"} by default
   */
  public StringLookup encoding(String encoding) {
    return with(ENCODING, encoding);
  }

  /**
   * Sets the vocabulary.
   *
   * @param tokens the tokens, the first id first
   */
  public StringLookup vocabulary(String... tokens) {
    return tokens(List.of(tokens));
  }

  /**
   * Gives the vocabulary instead of learning it.
   *
   * @param tokens the tokens, the first one with the least id
   */
  public StringLookup vocabulary(List<String> tokens) {
    return vocabulary(tokens.toArray(String[]::new));
  }

  /**
   * Sets the token that stands for no token.
   *
   * @param token its id is 0, and it counts for nothing; null, as by default, for none
   */
  public StringLookup maskToken(@Nullable String token) {
    return mask(token);
  }

  /**
   * Sets the token that unknown ids become when ids are turned into tokens.
   *
   * @param token {@code "[UNK]"} by default
   */
  public StringLookup oovToken(String token) {
    return unknown(token);
  }

  /**
   * Learns the vocabulary.
   *
   * @param strings the strings, each a document of its own
   * @throws IllegalStateException if a vocabulary was given
   */
  public void adapt(Collection<String> strings) {
    TokenCounts counts = begin();
    strings.forEach(text -> counts.add(List.of(text)));
    finish(counts);
  }

  /**
   * Learns the vocabulary; as {@link #adapt(Collection)}.
   *
   * @param strings the strings
   */
  public void adapt(String... strings) {
    adapt(List.of(strings));
  }
}
