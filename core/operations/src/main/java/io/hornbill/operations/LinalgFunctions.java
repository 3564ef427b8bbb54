package io.hornbill.operations;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import java.util.List;

/** Linear algebra of {@code keras.ops} and {@code keras.ops.linalg}. */
abstract class LinalgFunctions extends IndexFunctions {
  LinalgFunctions() {}

  /**
   * Multiplies as NumPy's {@code dot}: the last axis of the first input by the last but one of the
   * second.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the other axes of both
   */
  public static Tensor dot(TensorLike x1, TensorLike x2) {
    return Operation.of("Dot").apply(x1, x2);
  }

  /**
   * Multiplies element by element and sums all.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a single number
   */
  public static Tensor vdot(TensorLike x1, TensorLike x2) {
    return Operation.of("Vdot").apply(x1, x2);
  }

  /**
   * Multiplies the last axis of one input by the last axis of the other one.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the other axes of both
   */
  public static Tensor inner(TensorLike x1, TensorLike x2) {
    return Operation.of("Inner").apply(x1, x2);
  }

  /**
   * Multiplies each element of one input by each of the other one.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor {@code [elements of x1, elements of x2]}
   */
  public static Tensor outer(TensorLike x1, TensorLike x2) {
    return Operation.of("Outer").apply(x1, x2);
  }

  /**
   * Returns the Kronecker product.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor whose lengths are the products of the lengths of both
   */
  public static Tensor kron(TensorLike x1, TensorLike x2) {
    return Operation.of("Kron").apply(x1, x2);
  }

  /**
   * Returns the cross product of vectors along the last axis.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of as many vectors
   */
  public static Tensor cross(TensorLike x1, TensorLike x2) {
    return Operation.of("Cross")
        .with("axisa", -1)
        .with("axisb", -1)
        .with("axisc", -1)
        .with("axis", null)
        .apply(x1, x2);
  }

  /**
   * Returns the cross product of vectors along an axis.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @param axis the axis, negative ones from the end
   * @return a tensor of as many vectors
   */
  public static Tensor cross(TensorLike x1, TensorLike x2, int axis) {
    return Operation.of("Cross")
        .with("axisa", -1)
        .with("axisb", -1)
        .with("axisc", -1)
        .with("axis", axis)
        .apply(x1, x2);
  }

  /**
   * Returns the cross product of vectors along an axis of each input.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @param axisa the axis of the vectors of the first input
   * @param axisb that of the second input
   * @param axisc that of the result
   * @return a tensor of as many vectors
   */
  public static Tensor cross(TensorLike x1, TensorLike x2, int axisa, int axisb, int axisc) {
    return Operation.of("Cross")
        .with("axisa", axisa)
        .with("axisb", axisb)
        .with("axisc", axisc)
        .with("axis", null)
        .apply(x1, x2);
  }

  /**
   * Sums products over the last axes of one input and the first axes of the other one.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the other axes of both
   */
  public static Tensor tensordot(TensorLike x1, TensorLike x2) {
    return Operation.of("Tensordot").with("axes", 2).apply(x1, x2);
  }

  /**
   * Sums products over the last axes of one input and the first axes of the other one.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @param axes how many axes
   * @return a tensor of the other axes of both
   */
  public static Tensor tensordot(TensorLike x1, TensorLike x2, int axes) {
    return Operation.of("Tensordot").with("axes", axes).apply(x1, x2);
  }

  /**
   * Sums products over axes of both inputs.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @param axes the axes of the first input, and those of the second one
   * @return a tensor of the other axes of both
   */
  public static Tensor tensordot(TensorLike x1, TensorLike x2, int[][] axes) {
    return Operation.of("Tensordot").with("axes", axes).apply(x1, x2);
  }

  /**
   * Sums products of elements of any number of inputs by Einstein's convention, as {@code
   * "ab,bc,cd->ad"}.
   *
   * @param subscripts one letter per axis: of the inputs left of the arrow, of the output right of
   *     it
   * @param operands the inputs
   * @return a tensor of the axes right of the arrow
   */
  public static Tensor einsum(String subscripts, TensorLike... operands) {
    return Operation.of("Einsum").with("subscripts", subscripts).apply((Object[]) operands);
  }

  /**
   * Sums the diagonal of the first two axes.
   *
   * @param x the input
   * @return a tensor without these axes
   */
  public static Tensor trace(TensorLike x) {
    return Operation.of("Trace").with("offset", 0).with("axis1", 0).with("axis2", 1).apply(x);
  }

  /**
   * Sums a diagonal of two axes.
   *
   * @param x the input
   * @param offset which diagonal: positive ones lie above
   * @param axis1 the first axis of the plane
   * @param axis2 the second axis of the plane
   * @return a tensor without these axes
   */
  public static Tensor trace(TensorLike x, int offset, int axis1, int axis2) {
    return Operation.of("Trace")
        .with("offset", offset)
        .with("axis1", axis1)
        .with("axis2", axis2)
        .apply(x);
  }

  /**
   * Returns the Euclidean distances between rows.
   *
   * @param x rows of numbers, {@code [n, features]}
   * @param y rows of numbers, {@code [m, features]}
   * @return a tensor {@code [rows of x, rows of y]}
   */
  public static Tensor cdist(TensorLike x, TensorLike y) {
    return Operation.of("CDist").apply(x, y);
  }

  /**
   * Returns the Cholesky factors of positive definite matrices. Here {@code upper} is the lower
   * ones.
   *
   * @param x the matrices, {@code [..., n, n]}
   * @return the triangular factors, {@code [..., n, n]}
   */
  public static Tensor cholesky(TensorLike x) {
    return Operation.of("Cholesky").with("upper", false).apply(x);
  }

  /**
   * Returns the Cholesky factors of positive definite matrices.
   *
   * @param x the matrices, {@code [..., n, n]}
   * @param upper whether to return the upper triangles
   * @return the triangular factors, {@code [..., n, n]}
   */
  public static Tensor cholesky(TensorLike x, boolean upper) {
    return Operation.of("Cholesky").with("upper", upper).apply(x);
  }

  /**
   * Returns the inverses of matrices by their Cholesky factors. Here {@code upper} is lower ones.
   *
   * @param x the triangular factors, {@code [..., n, n]}
   * @return the inverses, {@code [..., n, n]}
   */
  public static Tensor choleskyInverse(TensorLike x) {
    return Operation.of("CholeskyInverse").with("upper", false).apply(x);
  }

  /**
   * Returns the inverses of matrices by their Cholesky factors.
   *
   * @param x the triangular factors, {@code [..., n, n]}
   * @param upper whether they are upper triangles
   * @return the inverses, {@code [..., n, n]}
   */
  public static Tensor choleskyInverse(TensorLike x, boolean upper) {
    return Operation.of("CholeskyInverse").with("upper", upper).apply(x);
  }

  /**
   * Returns determinants.
   *
   * @param x the matrices, {@code [..., n, n]}
   * @return a tensor {@code [...]}
   */
  public static Tensor det(TensorLike x) {
    return Operation.of("Det").apply(x);
  }

  /**
   * Returns the logarithms of determinants.
   *
   * @param x the matrices, {@code [..., n, n]}
   * @return a tensor {@code [...]}
   */
  public static Tensor logdet(TensorLike x) {
    return Operation.of("Logdet").apply(x);
  }

  /**
   * Returns signs and logarithms of absolute values of determinants.
   *
   * @param x the matrices, {@code [..., n, n]}
   * @return the signs and the logarithms, each {@code [...]}
   */
  public static List<Tensor> slogdet(TensorLike x) {
    return Operation.of("Slogdet").applyAll(x);
  }

  /**
   * Returns eigenvalues and eigenvectors of symmetric matrices.
   *
   * @param x the matrices, {@code [..., n, n]}
   * @return the eigenvalues in ascending order, {@code [..., n]}, and the eigenvectors as columns,
   *     {@code [..., n, n]}
   */
  public static List<Tensor> eigh(TensorLike x) {
    return Operation.of("Eigh").applyAll(x);
  }

  /**
   * Returns the inverses of matrices.
   *
   * @param x the matrices, {@code [..., n, n]}
   * @return a tensor of the same shape
   */
  public static Tensor inv(TensorLike x) {
    return Operation.of("Inv").apply(x);
  }

  /**
   * Returns the pseudo-inverses of matrices (Moore and Penrose).
   *
   * @param x the matrices, {@code [..., rows, columns]}
   * @return a tensor {@code [..., columns, rows]}
   */
  public static Tensor pinv(TensorLike x) {
    return Operation.of("Pinv").with("rcond", null).apply(x);
  }

  /**
   * Returns the pseudo-inverses of matrices (Moore and Penrose).
   *
   * @param x the matrices, {@code [..., rows, columns]}
   * @param rcond singular values below this part of the greatest one count as 0
   * @return a tensor {@code [..., columns, rows]}
   */
  public static Tensor pinv(TensorLike x, double rcond) {
    return Operation.of("Pinv").with("rcond", rcond).apply(x);
  }

  /**
   * Solves systems of equations by least squares.
   *
   * @param a the coefficients, {@code [rows, columns]}
   * @param b the right sides, {@code [rows]} or {@code [rows, k]}
   * @return the solutions, {@code [columns]} or {@code [columns, k]}
   */
  public static Tensor lstsq(TensorLike a, TensorLike b) {
    return Operation.of("Lstsq").with("rcond", null).apply(a, b);
  }

  /**
   * Solves systems of equations by least squares.
   *
   * @param a the coefficients, {@code [rows, columns]}
   * @param b the right sides, {@code [rows]} or {@code [rows, k]}
   * @param rcond singular values below this part of the greatest one count as 0
   * @return the solutions, {@code [columns]} or {@code [columns, k]}
   */
  public static Tensor lstsq(TensorLike a, TensorLike b, double rcond) {
    return Operation.of("Lstsq").with("rcond", rcond).apply(a, b);
  }

  /**
   * Factors matrices into lower and upper triangles.
   *
   * @param x the matrices, {@code [..., n, n]}
   * @return both triangles in one matrix, {@code [..., n, n]}, and the rows that were exchanged,
   *     {@code [..., n]}
   */
  public static List<Tensor> luFactor(TensorLike x) {
    return Operation.of("LuFactor").applyAll(x);
  }

  /**
   * Returns the ranks of matrices.
   *
   * @param x the matrices, {@code [..., rows, columns]}
   * @return a tensor {@code [...]} of whole numbers
   */
  public static Tensor matrixRank(TensorLike x) {
    return Operation.of("MatrixRank").with("tol", null).apply(x);
  }

  /**
   * Returns the ranks of matrices.
   *
   * @param x the matrices, {@code [..., rows, columns]}
   * @param tol singular values not above it count as 0
   * @return a tensor {@code [...]} of whole numbers
   */
  public static Tensor matrixRank(TensorLike x, double tol) {
    return Operation.of("MatrixRank").with("tol", tol).apply(x);
  }

  /**
   * Factors matrices into orthogonal and upper triangular ones. Here {@code mode} is {@code
   * "reduced"}.
   *
   * @param x the matrices, {@code [..., rows, columns]}
   * @return the orthogonal and the triangular factors
   */
  public static List<Tensor> qr(TensorLike x) {
    return Operation.of("Qr").with("mode", "reduced").applyAll(x);
  }

  /**
   * Factors matrices into orthogonal and upper triangular ones.
   *
   * @param x the matrices, {@code [..., rows, columns]}
   * @param mode {@code "reduced"} or {@code "complete"}
   * @return the orthogonal and the triangular factors
   */
  public static List<Tensor> qr(TensorLike x, String mode) {
    return Operation.of("Qr").with("mode", mode).applyAll(x);
  }

  /**
   * Solves systems of linear equations.
   *
   * @param a the coefficients, {@code [..., n, n]}
   * @param b the right sides, {@code [..., n]} or {@code [..., n, k]}
   * @return the solutions, of the shape of the right sides
   */
  public static Tensor solve(TensorLike a, TensorLike b) {
    return Operation.of("Solve").apply(a, b);
  }

  /**
   * Solves systems of linear equations whose coefficients are triangles. Here {@code lower} is
   * upper ones.
   *
   * @param a the coefficients, {@code [..., n, n]}
   * @param b the right sides, {@code [..., n]} or {@code [..., n, k]}
   * @return the solutions, of the shape of the right sides
   */
  public static Tensor solveTriangular(TensorLike a, TensorLike b) {
    return Operation.of("SolveTriangular").with("lower", false).apply(a, b);
  }

  /**
   * Solves systems of linear equations whose coefficients are triangles.
   *
   * @param a the coefficients, {@code [..., n, n]}
   * @param b the right sides, {@code [..., n]} or {@code [..., n, k]}
   * @param lower whether they are lower triangles
   * @return the solutions, of the shape of the right sides
   */
  public static Tensor solveTriangular(TensorLike a, TensorLike b, boolean lower) {
    return Operation.of("SolveTriangular").with("lower", lower).apply(a, b);
  }

  /**
   * Returns the singular value decomposition of matrices. Here {@code fullMatrices} is true and
   * {@code computeUv} is true.
   *
   * @param x the matrices, {@code [..., rows, columns]}
   * @return u {@code [..., rows, rows]}, the singular values in descending order and the transposed
   *     v {@code [..., columns, columns]}; of reduced ones the lesser of rows and columns takes the
   *     place of the greater; the singular values alone if the vectors are not asked for
   */
  public static List<Tensor> svd(TensorLike x) {
    return Operation.of("SVD").with("full_matrices", true).with("compute_uv", true).applyAll(x);
  }

  /**
   * Returns the singular value decomposition of matrices. Here {@code computeUv} is true.
   *
   * @param x the matrices, {@code [..., rows, columns]}
   * @param fullMatrices whether u and v are square
   * @return u {@code [..., rows, rows]}, the singular values in descending order and the transposed
   *     v {@code [..., columns, columns]}; of reduced ones the lesser of rows and columns takes the
   *     place of the greater; the singular values alone if the vectors are not asked for
   */
  public static List<Tensor> svd(TensorLike x, boolean fullMatrices) {
    return Operation.of("SVD")
        .with("full_matrices", fullMatrices)
        .with("compute_uv", true)
        .applyAll(x);
  }

  /**
   * Returns the singular value decomposition of matrices.
   *
   * @param x the matrices, {@code [..., rows, columns]}
   * @param fullMatrices whether u and v are square
   * @param computeUv whether to return u and v
   * @return u {@code [..., rows, rows]}, the singular values in descending order and the transposed
   *     v {@code [..., columns, columns]}; of reduced ones the lesser of rows and columns takes the
   *     place of the greater; the singular values alone if the vectors are not asked for
   */
  public static List<Tensor> svd(TensorLike x, boolean fullMatrices, boolean computeUv) {
    return Operation.of("SVD")
        .with("full_matrices", fullMatrices)
        .with("compute_uv", computeUv)
        .applyAll(x);
  }
}
