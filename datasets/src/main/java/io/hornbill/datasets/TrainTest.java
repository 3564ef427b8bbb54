package io.hornbill.datasets;

/**
 * A data set in two parts.
 *
 * <pre>{@code
 * TrainTest<INDArray> data = Mnist.loadData();
 * model.fit(data.train().x(), data.train().y());
 * model.evaluate(data.test().x(), data.test().y());
 * }</pre>
 *
 * @param train the examples to learn from
 * @param test the examples to test with
 * @param <X> what inputs are: an array, or a list of sentences
 */
public record TrainTest<X>(Examples<X> train, Examples<X> test) {}
