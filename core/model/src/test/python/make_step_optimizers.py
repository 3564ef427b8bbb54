"""A GAN with two optimizers in attributes, for StepOptimizersTest: its file after three steps, and the
losses of three steps more. Keras 3.15.1 on TensorFlow."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
import sys

import keras
import numpy as np
import tensorflow as tf
from keras import layers


def line(*shape):
    n = int(np.prod(shape))
    return np.linspace(-1, 1, n, endpoint=False, dtype="float32").reshape(shape)


@keras.saving.register_keras_serializable(package="hornbill")
class Gan(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.generator = keras.Sequential([layers.Input((2,)), layers.Dense(4, activation="tanh"), layers.Dense(1)])
        self.critic = keras.Sequential([layers.Input((1,)), layers.Dense(4, activation="tanh"), layers.Dense(1)])

    def compile(self, d_optimizer, g_optimizer):
        super().compile()
        self.d_optimizer = d_optimizer
        self.g_optimizer = g_optimizer

    def call(self, noise):
        return self.generator(noise)

    def train_step(self, data):
        real, noise = data
        critic, generator = self.critic.trainable_weights, self.generator.trainable_weights
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.softplus(self.critic(self.generator(noise))))
            loss += tf.reduce_mean(tf.nn.softplus(-self.critic(real)))
        self.d_optimizer.apply_gradients(zip(tape.gradient(loss, critic), critic))
        with tf.GradientTape() as tape:
            fooled = tf.reduce_mean(tf.nn.softplus(-self.critic(self.generator(noise))))
        self.g_optimizer.apply_gradients(zip(tape.gradient(fooled, generator), generator))
        return {"d_loss": loss, "g_loss": fooled}


def fit(gan):
    return gan.fit(line(8, 1) + 3, line(8, 2), batch_size=8, epochs=3, shuffle=False, verbose=0).history


if __name__ == "__main__":
    folder = sys.argv[1]
    gan = Gan(name="gan")
    gan(line(8, 2))
    for model in (gan.generator, gan.critic):
        model.set_weights([line(*w.shape) for w in model.get_weights()])
    gan.compile(keras.optimizers.Adam(0.05), keras.optimizers.SGD(0.1, momentum=0.9))
    fit(gan)
    gan.save(folder + "/gan.keras")
    print(keras.__version__, fit(gan))
