package io.hornbill.applications;

/**
 * A class of ImageNet that a network sees in an image.
 *
 * @param wordnetId the class' number in WordNet, {@code "n02123045"}
 * @param className its name, {@code "tabby"}
 * @param probability how sure the network is, in {@code [0, 1]}
 */
public record Prediction(String wordnetId, String className, double probability) {}
