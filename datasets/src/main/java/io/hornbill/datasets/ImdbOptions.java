package io.hornbill.datasets;

import org.jspecify.annotations.Nullable;

/**
 * How the reviews of {@link Imdb} are prepared.
 *
 * <pre>{@code
 * Imdb.loadData(o -> o.numWords(20_000).seed(113));
 * }</pre>
 */
public final class ImdbOptions extends WordOptions<ImdbOptions> {

  private @Nullable Double testSplit;

  ImdbOptions() {
    super("Imdb");
  }

  /**
   * Shuffles all 50,000 reviews together and divides them anew, as the first versions of Keras did.
   *
   * @param testSplit the part of the reviews to test with, from 0 to less than 1; by default the
   *     reviews are divided as they are published
   * @return these options
   */
  public ImdbOptions testSplit(double testSplit) {
    this.testSplit = Tables.requireSplit("Imdb", testSplit);
    return this;
  }

  @Nullable Double testSplit() {
    return testSplit;
  }

  @Override
  ImdbOptions self() {
    return this;
  }
}
