package io.hornbill.data.internal.arrays;

import io.hornbill.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of as many rows each.
 *
 * @param x one per input of the model
 * @param y one per target; none for prediction
 * @param weights one per target, null where rows count alike; none for prediction
 * @param rows the number of rows
 */
public record DataSet(List<Column> x, List<Column> y, List<@Nullable Column> weights, int rows) {
  // Written out: NullAway does not see the annotations of an implicit constructor in each order of
  // files.
  public DataSet(List<Column> x, List<Column> y, List<@Nullable Column> weights, int rows) {
    this.x = x;
    this.y = y;
    this.weights = weights;
    this.rows = rows;
  }

  /** All columns that there are, in the order of a step's inputs. */
  public List<Column> columns() {
    List<Column> all = new ArrayList<>(x);
    all.addAll(y);
    for (Column weight : weights) {
      if (weight != null) {
        all.add(weight);
      }
    }
    return all;
  }

  /** Copies a run of rows into a step's inputs. */
  public void copyTo(List<Bytes> inputs, int first, int count) {
    List<Column> columns = columns();
    for (int i = 0; i < inputs.size(); i++) {
      columns.get(i).copyTo(inputs.get(i), first, count);
    }
  }

  /** The shapes of a batch. */
  public BatchShapes batch(int batchRows) {
    List<@Nullable Shape> weightShapes = new ArrayList<>();
    for (Column weight : weights) {
      weightShapes.add(weight == null ? null : weight.batch(batchRows));
    }
    return new BatchShapes(
        x.stream().map(c -> c.batch(batchRows)).toList(),
        y.stream().map(c -> c.batch(batchRows)).toList(),
        weightShapes);
  }

  /** Some of the rows. */
  public DataSet slice(int from, int to) {
    List<@Nullable Column> sliced = new ArrayList<>();
    for (Column weight : weights) {
      sliced.add(weight == null ? null : weight.slice(from, to));
    }
    return new DataSet(
        x.stream().map(c -> c.slice(from, to)).toList(),
        y.stream().map(c -> c.slice(from, to)).toList(),
        sliced,
        to - from);
  }
}
