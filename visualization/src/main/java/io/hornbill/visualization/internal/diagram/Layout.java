package io.hornbill.visualization.internal.diagram;

import io.hornbill.visualization.internal.diagram.Diagram.Arrow;
import io.hornbill.visualization.internal.diagram.Diagram.Box;
import io.hornbill.visualization.internal.diagram.Diagram.Frame;
import io.hornbill.visualization.internal.diagram.Diagram.Item;
import io.hornbill.visualization.internal.scene.TextWidths;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.elk.alg.layered.options.FixedAlignment;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Where boxes, frames and arrows of a diagram go: in layers, with few crossings, by the Eclipse
 * Layout Kernel.
 *
 * @see <a href="https://eclipse.dev/elk/reference/algorithms/org-eclipse-elk-layered.html">ELK
 *     Layered</a>
 */
final class Layout {
  static final double FRAME_HEAD = 30;
  private static final double AROUND = 16;
  private static final double BETWEEN = 24;
  private static final double LEVELS = 32;
  private static final double LINES = 12;

  private final Map<String, ElkNode> nodes = new LinkedHashMap<>();
  private final Map<Arrow, ElkEdge> edges = new LinkedHashMap<>();
  private final ElkNode root = ElkGraphUtil.createGraph();

  Layout(Diagram diagram, String rankDir) {
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    root.setProperty(CoreOptions.PADDING, new ElkPadding(AROUND));
    arrange(root, rankDir);
    add(root, diagram.items(), rankDir);
    for (Arrow arrow : diagram.arrows()) {
      ElkNode from = nodes.get(arrow.from());
      ElkNode to = nodes.get(arrow.to());
      edges.put(arrow, ElkGraphUtil.createSimpleEdge(from, to));
    }
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
  }

  private static void arrange(ElkNode graph, String rankDir) {
    graph.setProperty(CoreOptions.DIRECTION, direction(rankDir));
    graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE, BETWEEN);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, LEVELS);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, LINES);
    graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, LINES);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, LINES);
    graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, LINES);
    graph.setProperty(LayeredOptions.NODE_PLACEMENT_BK_FIXED_ALIGNMENT, FixedAlignment.BALANCED);
  }

  private static Direction direction(String rankDir) {
    return switch (rankDir) {
      case "LR" -> Direction.RIGHT;
      case "BT" -> Direction.UP;
      case "RL" -> Direction.LEFT;
      default -> Direction.DOWN;
    };
  }

  private void add(ElkNode parent, List<Item> items, String rankDir) {
    for (Item item : items) {
      ElkNode node = ElkGraphUtil.createNode(parent);
      nodes.put(item.id(), node);
      if (item instanceof Box box) {
        BoxSize size = new BoxSize(box);
        node.setDimensions(size.width(), size.height());
      } else if (item instanceof Frame frame) {
        reserve(node, TextWidths.of(frame.label(), BoxSize.TITLE, true) + 2 * AROUND);
        arrange(node, rankDir);
        add(node, frame.items(), rankDir);
      }
    }
  }

  /** Makes room for a frame's label. */
  private static void reserve(ElkNode frame, double width) {
    frame.setDimensions(width, FRAME_HEAD);
    frame.setProperty(CoreOptions.PADDING, new ElkPadding(FRAME_HEAD, AROUND, AROUND, AROUND));
    frame.setProperty(CoreOptions.NODE_SIZE_CONSTRAINTS, SizeConstraint.minimumSize());
    frame.setProperty(CoreOptions.NODE_SIZE_MINIMUM, new KVector(width, FRAME_HEAD));
  }

  double width() {
    return root.getWidth();
  }

  double height() {
    return root.getHeight();
  }

  Rectangle2D place(Item item) {
    ElkNode node = Objects.requireNonNull(nodes.get(item.id()));
    Point2D corner = corner(node);
    return new Rectangle2D.Double(corner.getX(), corner.getY(), node.getWidth(), node.getHeight());
  }

  private static Point2D corner(ElkNode node) {
    double x = 0;
    double y = 0;
    for (ElkNode one = node; one != null; one = one.getParent()) {
      x += one.getX();
      y += one.getY();
    }
    return new Point2D.Double(x, y);
  }

  /** The corners of an arrow's line, from its tail to its tip. */
  List<Point2D> line(Arrow arrow) {
    ElkEdge edge = Objects.requireNonNull(edges.get(arrow));
    List<Point2D> points = new ArrayList<>();
    Point2D origin = corner(edge.getContainingNode());
    for (ElkEdgeSection section : edge.getSections()) {
      points.add(at(origin, section.getStartX(), section.getStartY()));
      section.getBendPoints().forEach(bend -> points.add(at(origin, bend.getX(), bend.getY())));
      points.add(at(origin, section.getEndX(), section.getEndY()));
    }
    return points;
  }

  private static Point2D at(Point2D origin, double x, double y) {
    return new Point2D.Double(origin.getX() + x, origin.getY() + y);
  }
}
