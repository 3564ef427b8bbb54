package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How sentences of word indices are prepared. Words are numbered by how often they occur, the most
 * frequent one is 1.
 *
 * <pre>{@code
 * Imdb.loadData(o -> o.numWords(20_000).skipTop(0).maxLen(80));
 * }</pre>
 *
 * @param <S> the options' own type
 */
abstract sealed class WordOptions<S extends WordOptions<S>> permits ImdbOptions, ReutersOptions {

  private final String owner;
  private @Nullable Path path;
  private @Nullable Integer numWords;
  private int skipTop;
  private @Nullable Integer maxLen;
  private int seed = 113;
  private @Nullable Integer startChar = 1;
  private @Nullable Integer oovChar = 2;
  private int indexFrom = 3;

  WordOptions(String owner) {
    this.owner = owner;
  }

  abstract S self();

  /**
   * Reads another file than the usual one.
   *
   * @param path the file, or its name in {@code datasets} of Keras' home folder
   * @return these options
   */
  public S path(Path path) {
    this.path = path;
    return self();
  }

  /**
   * Keeps only frequent words; those whose index, after {@code indexFrom} was added, is not below
   * this number become {@code oovChar}.
   *
   * @param numWords at least 1; by default the largest index that occurs, as in Keras, so that only
   *     that one is lost
   * @return these options
   */
  public S numWords(int numWords) {
    this.numWords = Checks.positive(owner, "numWords", numWords);
    return self();
  }

  /**
   * Sets {@link #numWords(int)} by the name that it has in Keras 1.
   *
   * @param nbWords at least 1
   * @return these options
   */
  public S nbWords(int nbWords) {
    return numWords(nbWords);
  }

  /**
   * Drops the most frequent words; those whose index is below this number become {@code oovChar}.
   *
   * @param skipTop at least 0, which is the default
   * @return these options
   */
  public S skipTop(int skipTop) {
    this.skipTop = notNegative("skipTop", skipTop);
    return self();
  }

  /**
   * Drops sentences that are not shorter than this.
   *
   * @param maxLen the length of the shortest sentence that is dropped; by default none is
   * @return these options
   */
  public S maxLen(int maxLen) {
    this.maxLen = Checks.positive(owner, "maxLen", maxLen);
    return self();
  }

  /**
   * Drops sentences that are not shorter than this; as {@link #maxLen(int)}, spelled as in Keras.
   *
   * @param length the length of the shortest sentence that is dropped
   * @return these options
   */
  public S maxlen(int length) {
    return maxLen(length);
  }

  /**
   * Sets the seed of the shuffling, which is Keras'.
   *
   * @param seed any number; 113 by default
   * @return these options
   */
  public S seed(int seed) {
    this.seed = seed;
    return self();
  }

  /**
   * Sets what every sentence starts with.
   *
   * @param startChar an index; null for none; 1 by default
   * @return these options
   */
  public S startChar(@Nullable Integer startChar) {
    this.startChar = startChar;
    return self();
  }

  /**
   * Sets what words become that are too rare or too frequent.
   *
   * @param oovChar an index; null to leave them out; 2 by default
   * @return these options
   */
  public S oovChar(@Nullable Integer oovChar) {
    this.oovChar = oovChar;
    return self();
  }

  /**
   * Sets what is added to all indices, to make room for those with a meaning of their own.
   *
   * @param indexFrom at least 0; 3 by default
   * @return these options
   */
  public S indexFrom(int indexFrom) {
    this.indexFrom = notNegative("indexFrom", indexFrom);
    return self();
  }

  @Nullable Path path() {
    return path;
  }

  @Nullable Integer numWords() {
    return numWords;
  }

  /** The index that is too large to be kept, given the largest that occurs. */
  int limit(int largest) {
    return numWords == null ? largest : numWords;
  }

  int skipTop() {
    return skipTop;
  }

  @Nullable Integer maxLen() {
    return maxLen;
  }

  int seed() {
    return seed;
  }

  @Nullable Integer startChar() {
    return startChar;
  }

  @Nullable Integer oovChar() {
    return oovChar;
  }

  int indexFrom() {
    return indexFrom;
  }

  private int notNegative(String name, int value) {
    if (value < 0) {
      throw Fault.of(owner)
          .expected("%s must be at least 0", name)
          .received(value)
          .remedy("Give a whole number from 0 on.")
          .argument();
    }
    return value;
  }
}
