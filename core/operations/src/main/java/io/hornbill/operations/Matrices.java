package io.hornbill.operations;

import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Computed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Linear algebra on the last two axes. */
final class Matrices {
  private static final String LINALG = "linalg";

  private static final int SHORTER = 3;
  private static final int LONGER = 5;

  private Matrices() {}

  /** What becomes of one matrix. */
  @FunctionalInterface
  private interface Work {
    double[][][] of(double[][] matrix);
  }

  static void register() {
    Operations.unary(LINALG, "Inv", Matrices::inverse);
    Operations.unary(LINALG, "Det", Matrices::determinant);
    Operations.unary("math", "Logdet", x -> Ops.log(Ops.abs(determinant(x))));
    Operations.put(
        "numpy",
        "Slogdet",
        a -> {
          Tensor d = determinant(a.x());
          return List.of(Ops.sign(d), Ops.log(Ops.abs(d)));
        });
    Operations.one(
        LINALG,
        "Cholesky",
        a -> {
          Tensor l = each("cholesky", a.x(), null, m -> one(Decompositions.cholesky(m))).get(0);
          return a.bool("upper", false) ? Ops.swapaxes(l, -1, -2) : l;
        });
    Operations.one(LINALG, "CholeskyInverse", Matrices::choleskyInverse);
    Operations.put(
        LINALG,
        "Qr",
        a -> {
          boolean complete = a.text("mode", "reduced").equals("complete");
          return each("qr", a.x(), null, m -> Decompositions.qr(m, complete));
        });
    Operations.put(LINALG, "Eigh", a -> vectors("eigh", a.x(), Decompositions::eigh));
    Operations.put(LINALG, "SVD", Matrices::svd);
    Operations.put(LINALG, "LuFactor", a -> vectors2("lu", a.x()));
    Operations.one(LINALG, "Solve", a -> solve(a.tensor(0, "a"), a.tensor(1, "b")));
    Operations.one(LINALG, "SolveTriangular", Matrices::solveTriangular);
    Operations.one(LINALG, "Lstsq", Matrices::leastSquares);
    Operations.one(LINALG, "Pinv", a -> pseudoInverse(a.x(), a.number("rcond", -1)));
    Operations.one(LINALG, "MatrixRank", Matrices::rank);
    Operations.one(LINALG, "Norm", Norms::norm);
  }

  private static double[][][] one(double[][] matrix) {
    return new double[][][] {matrix};
  }

  /** The same for each matrix of the last two axes; the shapes are found by a try. */
  private static List<Tensor> each(
      String name, Tensor x, Computed.@Nullable Rule gradient, Work work) {
    int rows = (int) x.dim(-2);
    int columns = (int) x.dim(-1);
    Shape batch = x.shape().slice(0, x.rank() - 2);
    List<Shape> shapes = shapes(batch, rows, columns, work);
    return Host.all(
        name,
        shapes,
        (given, in, out) -> {
          int size = rows * columns;
          for (int b = 0; b < in[0].length / size; b++) {
            double[][][] parts = work.of(Matrix.of(in[0], b * size, rows, columns));
            for (int p = 0; p < parts.length; p++) {
              Matrix.store(parts[p], out[p], b * parts[p].length * parts[p][0].length);
            }
          }
        },
        gradient,
        x);
  }

  /** A small matrix, as wide or high as the other, shows which lengths the results have. */
  private static List<Shape> shapes(Shape batch, int rows, int columns, Work work) {
    int m = rows > columns ? LONGER : SHORTER;
    int n = rows < columns ? LONGER : SHORTER;
    double[][] trial = new double[m][n];
    for (int i = 0; i < Math.min(m, n); i++) {
      trial[i][i] = 1;
    }
    List<Shape> shapes = new ArrayList<>();
    for (double[][] part : work.of(trial)) {
      IntUnaryOperator length = one -> one == m ? rows : one == n ? columns : one;
      shapes.add(batch.append(length.applyAsInt(part.length), length.applyAsInt(part[0].length)));
    }
    return shapes;
  }

  /** A row of values, without its axis, and what else there is. */
  private static List<Tensor> vectors(String name, Tensor x, Work work) {
    List<Tensor> parts = new ArrayList<>(each(name, x, null, work));
    parts.set(0, Ops.squeeze(parts.get(0), -2));
    return parts;
  }

  private static List<Tensor> vectors2(String name, Tensor x) {
    List<Tensor> parts =
        new ArrayList<>(
            each(
                name,
                x,
                null,
                m -> {
                  Matrix.Lu lu = new Matrix.Lu(m);
                  double[][] places = new double[1][m.length];
                  for (int i = 0; i < m.length; i++) {
                    places[0][i] = lu.exchanged[i];
                  }
                  return new double[][][] {lu.both, places};
                }));
    parts.set(1, Ops.squeeze(parts.get(1), -2));
    return parts;
  }

  private static double[][] identity(int n) {
    double[][] m = new double[n][n];
    for (int i = 0; i < n; i++) {
      m[i][i] = 1;
    }
    return m;
  }

  static Tensor inverse(Tensor x) {
    return each(
            "inv",
            x,
            (node, gradients) -> {
              Tensor dy = gradients.get(0);
              Tensor turned = Ops.swapaxes(node.output(0), -1, -2);
              return Op.gradientList(
                  dy == null
                      ? null
                      : Products.matmul(Products.matmul(turned, dy), turned).negated());
            },
            m -> one(Matrix.solve(m, identity(m.length))))
        .get(0);
  }

  static Tensor determinant(Tensor x) {
    Tensor all =
        each(
                "det",
                x,
                (node, gradients) -> {
                  Tensor dy = gradients.get(0);
                  return Op.gradientList(
                      dy == null
                          ? null
                          : dy.times(node.output(0))
                              .times(Ops.swapaxes(inverse(node.input(0)), -1, -2)));
                },
                m -> one(new double[][] {{new Matrix.Lu(m).determinant()}}))
            .get(0);
    return Ops.reshape(all, x.shape().slice(0, x.rank() - 2).dims());
  }

  private static Tensor choleskyInverse(Arguments a) {
    Tensor x = a.x();
    Tensor triangle = x.times(Diagonals.mask(x, 0, !a.bool("upper", false)));
    Tensor inverse = inverse(triangle);
    Tensor turned = Ops.swapaxes(inverse, -1, -2);
    return a.bool("upper", false)
        ? Products.matmul(inverse, turned)
        : Products.matmul(turned, inverse);
  }

  private static Tensor solve(Tensor a, Tensor b) {
    boolean vector = b.rank() == 1 || b.rank() == a.rank() - 1;
    Tensor right = vector ? Ops.expandDims(b, b.rank()) : b;
    Tensor x = Products.matmul(inverse(a), right);
    return vector ? Ops.squeeze(x, -1) : x;
  }

  private static Tensor solveTriangular(Arguments a) {
    Tensor matrix = a.tensor(0, "a");
    Tensor triangle = matrix.times(Diagonals.mask(matrix, 0, a.bool("lower", false)));
    return solve(triangle, a.tensor(1, "b"));
  }

  private static List<Tensor> svd(Arguments a) {
    Tensor x = a.x();
    boolean full = a.bool("full_matrices", true);
    List<Tensor> parts =
        new ArrayList<>(
            each(
                "svd",
                x,
                null,
                m -> {
                  double[][][] usv = Decompositions.svd(m);
                  return full ? completed(usv) : usv;
                }));
    parts.set(1, Ops.squeeze(parts.get(1), -2));
    return a.bool("compute_uv", true) ? parts : List.of(parts.get(1));
  }

  /** Fills the left and right vectors up to whole bases. */
  private static double[][][] completed(double[][][] usv) {
    double[][] u = usv[0];
    double[][] v = Matrix.transposed(usv[2]);
    return new double[][][] {basis(u), usv[1], Matrix.transposed(basis(v))};
  }

  private static double[][] basis(double[][] columns) {
    int n = columns.length;
    int k = columns[0].length;
    if (n == k) {
      return columns;
    }
    double[][] q = Decompositions.qr(columns, true)[0];
    for (int i = 0; i < n; i++) {
      System.arraycopy(columns[i], 0, q[i], 0, k);
    }
    return q;
  }

  private static Tensor pseudoInverse(Tensor x, double given) {
    return each(
            "pinv",
            x,
            null,
            m -> {
              double[][][] usv = Decompositions.svd(m);
              double limit =
                  usv[1][0][0]
                      * (given >= 0 ? given : 10 * Math.max(m.length, m[0].length) * 1.1920929e-7);
              double[][] v = Matrix.transposed(usv[2]);
              for (double[] row : v) {
                for (int j = 0; j < row.length; j++) {
                  row[j] = usv[1][0][j] > limit ? row[j] / usv[1][0][j] : 0;
                }
              }
              return one(Matrix.product(v, Matrix.transposed(usv[0])));
            })
        .get(0);
  }

  private static Tensor leastSquares(Arguments a) {
    Tensor b = a.tensor(1, "b");
    Tensor inverse = pseudoInverse(a.tensor(0, "a"), a.number("rcond", -1));
    return b.rank() == 1
        ? Ops.squeeze(Products.matmul(inverse, Ops.expandDims(b, 1)), -1)
        : Products.matmul(inverse, b);
  }

  private static Tensor rank(Arguments a) {
    Tensor x = a.x();
    double given = a.number("tol", -1);
    Tensor count =
        each(
                "rank",
                x,
                null,
                m -> {
                  double[] s = Decompositions.svd(m)[1][0];
                  double limit =
                      given >= 0 ? given : s[0] * Math.max(m.length, m[0].length) * 1.1920929e-7;
                  double number = java.util.Arrays.stream(s).filter(v -> v > limit).count();
                  return one(new double[][] {{number}});
                })
            .get(0);
    return Ops.reshape(count, x.shape().slice(0, x.rank() - 2).dims());
  }

  /** The singular values of each matrix. */
  static Tensor singularValues(Tensor x) {
    return Ops.squeeze(each("svd", x, null, m -> one(Decompositions.svd(m)[1])).get(0), -2);
  }
}
