package io.hornbill.visualization.internal.diagram;

import io.hornbill.visualization.PlotOptions;
import io.hornbill.visualization.internal.diagram.Diagram.Arrow;
import io.hornbill.visualization.internal.diagram.Diagram.Box;
import io.hornbill.visualization.internal.diagram.Diagram.Cell;
import io.hornbill.visualization.internal.diagram.Diagram.Frame;
import io.hornbill.visualization.internal.diagram.Diagram.Item;
import io.hornbill.visualization.internal.diagram.Diagram.Topic;
import io.hornbill.visualization.internal.scene.SvgWriter;

/** Writes diagrams for Graphviz, with the labels and attributes of Keras' {@code model_to_dot}. */
public final class DotWriter {
  private static final String CELL = "<td bgcolor=\"white\"><font point-size=\"14\">";
  private static final String END = "</font></td>";

  private final StringBuilder out = new StringBuilder();
  private final int columns;

  private DotWriter(PlotOptions options) {
    int cells =
        (options.showsShapes() ? 2 : 0)
            + (options.showsDataType() ? 1 : 0)
            + (options.showsTrainable() ? 1 : 0);
    columns = Math.max(1, cells);
  }

  /** The file's content. */
  public static String write(Diagram diagram, PlotOptions options) {
    DotWriter writer = new DotWriter(options);
    writer.out.append("digraph G {\n");
    writer.out.append("rankdir=").append(options.rankDir()).append(";\nconcentrate=true;\ndpi=");
    writer.out.append((long) options.dpi()).append(";\nsplines=ortho;\nnode [shape=record];\n");
    diagram.items().forEach(writer::item);
    for (Arrow arrow : diagram.arrows()) {
      writer.out.append(quoted(arrow.from())).append(" -> ").append(quoted(arrow.to()));
      writer.out.append(" [penwidth=2];\n");
    }
    return writer.out.append("}\n").toString();
  }

  private void item(Item item) {
    if (item instanceof Box box) {
      out.append(quoted(box.id())).append(" [label=<").append(table(box));
      out.append(">, fontname=Helvetica, border=0, margin=0];\n");
    } else if (item instanceof Frame frame) {
      out.append("subgraph ").append(quoted("cluster_" + frame.id())).append(" {\n");
      out.append("style=dashed;\nlabel=").append(quoted(frame.label())).append(";\n");
      out.append("labeljust=l;\n");
      frame.items().forEach(this::item);
      out.append("}\n");
    }
  }

  private String table(Box box) {
    StringBuilder table =
        new StringBuilder(
            "<table border=\"0\" cellborder=\"1\" bgcolor=\"black\" cellpadding=\"10\">");
    table.append("<tr><td colspan=\"").append(columns).append("\" bgcolor=\"black\">");
    table.append("<font point-size=\"16\" color=\"white\"><b>");
    String className = SvgWriter.escape(box.className());
    String name = box.name();
    table.append(name == null ? className : SvgWriter.escape(name)).append("</b>");
    table.append(name == null ? "" : " (" + className + ")").append("</font></td></tr>");
    if (box.activation() != null) {
      table.append("<tr><td bgcolor=\"white\" colspan=\"").append(columns).append("\">");
      table.append("<font point-size=\"14\">Activation: <b>");
      table.append(SvgWriter.escape(box.activation())).append("</b></font></td></tr>");
    }
    if (!box.cells().isEmpty()) {
      table.append("<tr>");
      box.cells().forEach(cell -> table.append(cell(cell)));
      table.append("</tr>");
    }
    return table.append("</table>").toString();
  }

  private static String cell(Cell cell) {
    String value = "<b>" + SvgWriter.escape(cell.value()) + "</b>";
    return switch (cell.topic()) {
      case INPUT_SHAPE -> CELL + "Input shape: " + value + END;
      case OUTPUT_SHAPE -> CELL + "Output shape: " + value + END;
      case DATA_TYPE -> CELL + "Output dtype: " + value + END;
      case TRAINABLE, FROZEN -> {
        String color = cell.topic() == Topic.TRAINABLE ? "forestgreen" : "firebrick";
        yield "<td bgcolor=\"%s\"><font point-size=\"14\" color=\"white\">%s</font></td>"
            .formatted(color, value);
      }
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + '"';
  }
}
