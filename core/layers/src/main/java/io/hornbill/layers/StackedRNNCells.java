package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Cells on top of one another as one cell: each takes the output of the one before.
 *
 * <p>Inputs {@code [batch, ...]} and the states of all cells, in order; outputs that of the last
 * cell, then all states.
 *
 * <pre>{@code
 * new RNN(new StackedRNNCells(new LSTMCell(32), new LSTMCell(16)))
 * }</pre>
 */
public final class StackedRNNCells extends KerasLayer<StackedRNNCells> implements RunningCell {
  private final List<Layer> cells;

  /**
   * Makes a cell.
   *
   * @param cells the cells, the lowest first
   * @throws IllegalArgumentException if there is none, or one is not a {@link Cell}
   */
  public StackedRNNCells(Layer... cells) {
    this.cells = List.of(cells);
    if (cells.length <= 0 || !this.cells.stream().allMatch(cell -> cell instanceof Cell)) {
      throw Fault.of("StackedRNNCells")
          .expected("cells must be at least one Cell")
          .received(this.cells)
          .remedy("Let the layers implement Cell.")
          .argument();
    }
    this.cells.forEach(cell -> addLayer("cells", cell));
    declareLayers("cells", this.cells);
  }

  /**
   * Makes a cell.
   *
   * @param cells the cells, the lowest first
   * @throws IllegalArgumentException if there is none, or one is not a {@link Cell}
   */
  public StackedRNNCells(List<? extends Layer> cells) {
    this(cells.toArray(Layer[]::new));
  }

  static StackedRNNCells from(Config config) {
    Layer[] cells =
        config.list("cells").stream()
            .map(cell -> Layers.read(config.nested("cells", Objects.requireNonNull(cell))))
            .toArray(Layer[]::new);
    return new StackedRNNCells(cells).configure(config);
  }

  /** The shape of what goes into each cell, found by a step with each. */
  @Override
  protected void build(Shape input) {
    Shape shape = input;
    for (Layer cell : cells) {
      cell.buildFor(shape);
      shape = outputOf(cell, shape);
    }
  }

  private Shape outputOf(Layer cell, Shape input) {
    List<Spec> specs = new ArrayList<>();
    specs.add(new Spec(dataType(), input));
    for (Shape state : ((Cell) cell).stateShapes(input)) {
      specs.add(new Spec(dataType(), Shape.of(input.dim(0)).append(state.dims())));
    }
    return cell.infer(specs).get(0).shape();
  }

  @Override
  public List<Shape> stateShapes(Shape input) {
    List<Shape> shapes = new ArrayList<>();
    Shape shape = input;
    for (Layer cell : cells) {
      shapes.addAll(((Cell) cell).stateShapes(shape));
      shape = outputOf(cell, shape);
    }
    return shapes;
  }

  @Override
  protected List<String> callArguments() {
    return List.of("inputs", "states[]");
  }

  /** A list for each cell of several states, in the order of {@link #stateShapes}. */
  @Override
  List<?> grouped(List<Object> states) {
    List<Object> result = new ArrayList<>();
    Shape shape = cells.get(0).builtFor().get(0);
    int from = 0;
    for (Layer cell : cells) {
      int to = Math.min(states.size(), from + ((Cell) cell).stateShapes(shape).size());
      List<Object> own = states.subList(from, to);
      result.add(own.size() == 1 ? own.get(0) : own);
      shape = outputOf(cell, shape);
      from = to;
    }
    return result;
  }

  @Override
  public int outputState() {
    Layer last = cells.get(cells.size() - 1);
    Shape input = last.builtFor().get(0);
    List<Shape> builtFor = builtFor();
    Shape own = builtFor.isEmpty() ? cells.get(0).builtFor().get(0) : builtFor.get(0);
    int before = stateShapes(own).size() - ((Cell) last).stateShapes(input).size();
    return before + ((Cell) last).outputState();
  }

  @Override
  public CellRun begin(Shape step, CallContext context) {
    List<CellRun> runs = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    Shape shape = step;
    for (Layer cell : cells) {
      runs.add(RunningCell.begin(cell, shape, context));
      counts.add(((Cell) cell).stateShapes(shape).size());
      shape = outputOf(cell, shape);
    }
    return new Run(runs, counts);
  }

  /** The runs of all cells. */
  private record Run(List<CellRun> runs, List<Integer> counts) implements CellRun {
    @Override
    public Tensor prepare(Tensor x) {
      return runs.get(0).prepare(x);
    }

    @Override
    public List<Tensor> step(Tensor prepared, List<Tensor> states) {
      List<Tensor> after = new ArrayList<>();
      Tensor now = prepared;
      int from = 0;
      for (int i = 0; i < runs.size(); i++) {
        CellRun run = runs.get(i);
        int to = from + counts.get(i);
        List<Tensor> result = run.step(i == 0 ? now : run.prepare(now), states.subList(from, to));
        now = result.get(0);
        after.addAll(result.subList(1, result.size()));
        from = to;
      }
      after.add(0, now);
      return after;
    }
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    CellRun run = begin(inputs.get(0).shape(), context);
    return run.step(run.prepare(inputs.get(0)), inputs.subList(1, inputs.size()));
  }
}
