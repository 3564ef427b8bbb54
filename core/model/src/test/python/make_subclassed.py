"""A model by subclass for SubclassedModelTest. Keras 3.15.1 on JAX."""

import keras
import numpy as np
from keras import layers
class Classifier(keras.Model):
    def __init__(self, units=8, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.hidden = layers.Dense(units, activation="relu")
        self.blocks = [layers.Dense(units, activation="tanh"), layers.BatchNormalization(), layers.Dense(units, activation="tanh")]
        self.dropout = layers.Dropout(0.5)
        self.output_scores = layers.Dense(3, activation="softmax")
    def call(self, x, training=False):
        x = self.hidden(x)
        for b in self.blocks:
            x = x + b(x)
        if training: x = self.dropout(x, training=training)
        return self.output_scores(x)
    def get_config(self):
        return {**super().get_config(), "units": self.units}
keras.utils.set_random_seed(1)
m = Classifier(6, name="classifier")
m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
x = np.linspace(-1, 1, 48, endpoint=False).reshape(12, 4).astype("float32")
y = np.array([0]*4+[1]*4+[2]*4)
m.fit(x, y, epochs=3, verbose=0)
m.save("classifier.keras")
m.save_weights("classifier.weights.h5")
print(m.predict(x, verbose=0)[[0, 11]].tolist(), m.evaluate(x, y, verbose=0))
