package io.hornbill.layers.preprocessing;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.data.JavaArrays;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.HostFunction;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.HostLayer;
import io.hornbill.layers.KerasLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that looks up numbers or strings in Java. It can be part of a model, where it is computed
 * before the plan if it stands at the beginning, or be called by itself:
 *
 * <pre>{@code
 * INDArray ids = new StringLookup().vocabulary("a", "b").transform(List.of("b", "c"));  // 2, 0
 * }</pre>
 *
 * @param <T> the layer's own type
 */
public abstract class ColumnLayer<T extends ColumnLayer<T>> extends KerasLayer<T>
    implements HostLayer {
  private static final Pattern WHOLE = Pattern.compile("u?int(8|16|32|64)");

  private String wholeType = "";
  private boolean floats;
  private List<Boolean> strings = List.of();

  /** Makes a layer. */
  ColumnLayer() {}

  /** The shape of the output; unknown lengths being -1. */
  abstract Shape outputShape(List<Shape> inputs);

  /** Computes the output. */
  abstract Column transform(List<Column> inputs);

  /** The greatest shape of the output in a plan, where all shapes are known. */
  Shape plannedShape(List<Shape> inputs, List<Integer> bytes) {
    return outputShape(inputs);
  }

  /** Whether strings come out. */
  boolean givesStrings() {
    return false;
  }

  /** The type that Keras computes in. */
  String kerasType() {
    return "float32";
  }

  /**
   * Sets the policy of numbers by Keras' name. Names of whole types are kept for files; numbers are
   * floats here, whole ones exactly.
   *
   * @param name as of other layers, or a whole type such as {@code "int64"}
   */
  @Override
  public T dtypePolicy(String name) {
    T layer = super.dtypePolicy(name);
    wholeType = WHOLE.matcher(name).matches() ? name : "";
    floats = wholeType.isEmpty();
    return layer;
  }

  /** Whether a type of numbers with fractions was asked for. */
  final boolean isOfFloats() {
    return floats;
  }

  @Override
  public Config config() {
    String type = wholeType.isEmpty() ? kerasType() : wholeType;
    return type.equals("float32") ? super.config() : super.config().with("dtype", type);
  }

  @Override
  protected final boolean takesStrings() {
    return true;
  }

  @Override
  protected final boolean keepsRowsApart(boolean inTraining) {
    return false;
  }

  @Override
  protected final List<Spec> infer(List<Spec> inputs) {
    strings = inputs.stream().map(x -> readsStrings() || x.dataType() == DataType.UTF8).toList();
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      shapes.add(logical(inputs.get(i).shape(), i));
    }
    Shape out = outputShape(shapes);
    return List.of(
        givesStrings()
            ? new Spec(DataType.UTF8, out.append(Shape.UNKNOWN))
            : new Spec(dataType(), out));
  }

  private boolean isStrings(int input) {
    return readsStrings() || (input < strings.size() && strings.get(input));
  }

  private Shape logical(Shape shape, int input) {
    return isStrings(input) ? shape.without(shape.rank() - 1) : shape;
  }

  @Override
  public final boolean takesDoubles() {
    return true;
  }

  @Override
  public final List<INDArray> compute(List<INDArray> inputs) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      columns.add(Column.of(inputs.get(i), isStrings(i)));
    }
    return List.of(transform(columns).array(dataType()));
  }

  /**
   * Computes the output of numbers.
   *
   * @param numbers an array of any type
   * @return the output; strings as {@code Strings.encode} gives them
   */
  public final INDArray transform(INDArray numbers) {
    return transform(List.of(Column.of(numbers, isStrings(0)))).array(dataType());
  }

  /**
   * Computes the output of strings.
   *
   * @param texts the strings
   * @return the output, as of an input of one axis
   */
  public final INDArray transform(Collection<String> texts) {
    Column column = Column.of(Shape.of(texts.size()), List.copyOf(texts));
    return transform(List.of(column)).array(dataType());
  }

  /**
   * Calls the layer on strings, outside of any model; as {@link #transform(Collection)}.
   *
   * <pre>{@code
   * INDArray ids = words.apply(List.of("a good film"));
   * }</pre>
   *
   * @param texts one string per row
   * @return what the layer makes of them
   */
  public final INDArray apply(Collection<String> texts) {
    return transform(texts);
  }

  /**
   * Calls the layer on strings, outside of any model; as {@link #apply(Collection)}.
   *
   * @param texts one string per row
   * @return what the layer makes of them
   */
  public final INDArray apply(String... texts) {
    return transform(List.of(texts));
  }

  /**
   * Calls the layer on rows of strings, outside of any model.
   *
   * @param rows the rows, of one length
   * @return what the layer makes of them
   * @throws IllegalArgumentException if the rows differ in length
   */
  public final INDArray apply(String[][] rows) {
    int length = rows.length == 0 ? 0 : rows[0].length;
    for (String[] row : rows) {
      if (row.length != length) {
        throw Fault.of(owner())
            .expected("rows must have one length")
            .received("%d and %d", length, row.length)
            .remedy("Fill the shorter ones with \"\".")
            .argument();
      }
    }
    List<String> all = Arrays.stream(rows).flatMap(Arrays::stream).toList();
    return transform(List.of(Column.of(Shape.of(rows.length, length), all))).array(dataType());
  }

  /**
   * Calls the layer on numbers, outside of any model; as {@link #transform(INDArray)}.
   *
   * <pre>{@code
   * INDArray buckets = new Hashing(3).apply(1, 2, 3);
   * }</pre>
   *
   * @param numbers one number per row
   * @return what the layer makes of them
   */
  public final INDArray apply(int... numbers) {
    return transform(JavaArrays.toArray(numbers));
  }

  /**
   * Calls the layer on rows of numbers, outside of any model; as {@link #transform(INDArray)}.
   *
   * @param rows the rows, of one length
   * @return what the layer makes of them
   */
  public final INDArray apply(int[][] rows) {
    return transform(JavaArrays.toArray(rows));
  }

  @Override
  protected final List<Tensor> call(List<Tensor> inputs, CallContext context) {
    List<Shape> shapes = new ArrayList<>();
    List<Integer> bytes = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      shapes.add(logical(inputs.get(i).shape(), i));
      bytes.add((int) inputs.get(i).shape().last());
    }
    List<Shape> given = inputs.stream().map(Tensor::shape).toList();
    Shape out = plannedShape(shapes, bytes);
    HostFunction.Code code = (from, to) -> run(given, out, from, to[0]);
    Spec spec = new Spec(inputs.get(0).dataType(), out);
    return Node.of(new HostFunction(className(), code, List.of(spec)), inputs).outputs();
  }

  private void run(List<Shape> shapes, Shape out, double[][] from, double[] to) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      columns.add(Column.of(shapes.get(i), from[i].clone(), isStrings(i)));
    }
    Column column = transform(columns);
    double[] values =
        column.isStrings() ? column.array(DataType.DOUBLE).data().asDouble() : column.values();
    // What is shorter than it may be has zeros at its end.
    int rows = (int) out.dim(0);
    int most = to.length / rows;
    int given = values.length / rows;
    Arrays.fill(to, 0);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * given, to, row * most, Math.min(given, most));
    }
  }
}
