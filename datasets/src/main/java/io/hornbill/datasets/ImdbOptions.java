package io.hornbill.datasets;

/**
 * How the reviews of {@link Imdb} are prepared.
 *
 * <pre>{@code
 * Imdb.loadData(o -> o.numWords(20_000).seed(113));
 * }</pre>
 */
public final class ImdbOptions extends WordOptions<ImdbOptions> {

  ImdbOptions() {
    super("Imdb");
  }

  @Override
  ImdbOptions self() {
    return this;
  }
}
