package io.hornbill.layers.augmentation;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Boxes while they are moved. */
final class Boxes {
  /** Left, top, right and bottom in pixels of each box of each picture. */
  final double[][][] corners;

  /** The class of each box of each picture. */
  final double[][] labels;

  Boxes(double[][][] corners, double[][] labels) {
    this.corners = corners;
    this.labels = labels;
  }

  static Boxes of(BoundingBoxes given, BoxFormat format, int height, int width) {
    boolean single = given.boxes().rank() == 2;
    int batch = single ? 1 : (int) given.boxes().size(0);
    int count = (int) given.boxes().size(single ? 0 : 1);
    double[] numbers = given.boxes().castTo(DataType.DOUBLE).dup('c').data().asDouble();
    double[] classes = given.labels().castTo(DataType.DOUBLE).dup('c').data().asDouble();
    double[][][] corners = new double[batch][count][4];
    double[][] labels = new double[batch][count];
    for (int i = 0; i < batch * count; i++) {
      double[] box = corners[i / count][i % count];
      System.arraycopy(numbers, 4 * i, box, 0, 4);
      format.toCorners(box, height, width);
      labels[i / count][i % count] = classes[i];
    }
    return new Boxes(corners, labels);
  }

  Boxes copy() {
    double[][][] copied = new double[corners.length][][];
    double[][] classes = new double[labels.length][];
    for (int i = 0; i < copied.length; i++) {
      copied[i] = new double[corners[i].length][];
      for (int k = 0; k < copied[i].length; k++) {
        copied[i][k] = corners[i][k].clone();
      }
      classes[i] = labels[i].clone();
    }
    return new Boxes(copied, classes);
  }

  /** Moves one box, given its left, top, right and bottom, in place. */
  @FunctionalInterface
  interface Move {
    void move(double[] box, int picture);
  }

  /** Moves all boxes, and cuts them at the edges of pictures. */
  Boxes moved(int height, int width, Move move) {
    Boxes out = copy();
    for (int i = 0; i < corners.length; i++) {
      for (double[] box : out.corners[i]) {
        move.move(box, i);
      }
    }
    return out.clipped(height, width);
  }

  /** Moves the corners of a box by a matrix, and makes the box around them. */
  static void project(double[] box, double[] matrix) {
    double[] around = {
      Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    for (int corner = 0; corner < 4; corner++) {
      double x = box[corner % 2 * 2];
      double y = box[corner < 2 ? 1 : 3];
      double depth = matrix[6] * x + matrix[7] * y + matrix[8];
      double toX = (matrix[0] * x + matrix[1] * y + matrix[2]) / depth;
      double toY = (matrix[3] * x + matrix[4] * y + matrix[5]) / depth;
      around[0] = Math.min(around[0], toX);
      around[1] = Math.min(around[1], toY);
      around[2] = Math.max(around[2], toX);
      around[3] = Math.max(around[3], toY);
    }
    System.arraycopy(around, 0, box, 0, 4);
  }

  /** Cut at the edges of pictures; what nothing is left of has the label -1. */
  Boxes clipped(int height, int width) {
    Boxes out = copy();
    for (int i = 0; i < corners.length; i++) {
      for (int k = 0; k < corners[i].length; k++) {
        double[] box = out.corners[i][k];
        for (int side = 0; side < 4; side++) {
          box[side] = Math.min(Math.max(box[side], 0), side % 2 == 0 ? width : height);
        }
        if ((box[2] - box[0]) * (box[3] - box[1]) <= 0) {
          out.labels[i][k] = -1;
        }
      }
    }
    return out;
  }

  /** The first ones of each picture, then as many of a value as there are too few. */
  Boxes counted(int number, double fill) {
    double[][][] all = new double[corners.length][number][4];
    double[][] classes = new double[corners.length][number];
    for (int i = 0; i < corners.length; i++) {
      for (int k = 0; k < number; k++) {
        boolean known = k < corners[i].length;
        all[i][k] = known ? corners[i][k] : new double[] {fill, fill, fill, fill};
        classes[i][k] = known ? labels[i][k] : fill;
      }
    }
    return new Boxes(all, classes);
  }

  BoundingBoxes boundingBoxes(BoxFormat format, int height, int width, boolean single) {
    int batch = corners.length;
    int count = batch == 0 ? 0 : corners[0].length;
    float[] numbers = new float[batch * count * 4];
    float[] classes = new float[batch * count];
    for (int i = 0; i < batch * count; i++) {
      double[] box = corners[i / count][i % count].clone();
      format.fromCorners(box, height, width);
      for (int k = 0; k < 4; k++) {
        numbers[4 * i + k] = (float) box[k];
      }
      classes[i] = (float) labels[i / count][i % count];
    }
    INDArray boxes = array(numbers, batch, count, 4);
    INDArray kinds = array(classes, batch, count);
    return single
        ? new BoundingBoxes(boxes.reshape(count, 4), kinds.reshape(count))
        : new BoundingBoxes(boxes, kinds);
  }

  private static INDArray array(float[] values, long... shape) {
    return values.length == 0
        ? Nd4j.create(DataType.FLOAT, shape)
        : Nd4j.createFromArray(values).reshape('c', shape);
  }
}
