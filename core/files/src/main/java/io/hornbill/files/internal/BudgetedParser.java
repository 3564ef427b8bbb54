package io.hornbill.files.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/**
 * A parser that refuses JSON whose objects the heap cannot hold: empty lists take twenty times what
 * they take in a string, and a string of many takes a thousandth of itself in an archive.
 *
 * <pre>{@code
 * MAPPER.readTree(new BudgetedParser(MAPPER.createParser(bytes), "config.json"));
 * }</pre>
 */
public final class BudgetedParser extends JsonParserDelegate {
  private static final int STEP = 1 << 16;
  private static final long BYTES_OF_STEP = 16L << 20;

  /** What tables that grow and a second copy of the objects may take, in bytes for each token. */
  private static final long BYTES_OF_TOKEN = 64;

  private final String place;
  private long tokens;

  /**
   * Makes a parser.
   *
   * @param parser what is read
   * @param place the file, and the place in it, for messages
   */
  public BudgetedParser(JsonParser parser, String place) {
    super(parser);
    this.place = place;
  }

  /**
   * Reads a token.
   *
   * @return the token; null at the end
   * @throws IOException if the text is no JSON
   * @throws io.hornbill.files.ModelFormatException if the heap cannot hold more
   */
  @Override
  public JsonToken nextToken() throws IOException {
    if (++tokens % STEP == 0) {
      MemoryBudget.require(BYTES_OF_STEP + BYTES_OF_TOKEN * tokens, place);
    }
    return super.nextToken();
  }
}
