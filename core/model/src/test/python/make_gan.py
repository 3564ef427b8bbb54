"""Three steps of a GAN that alternates, for OwnStepInFitTest. Keras 3.15.1 on TensorFlow."""

import os
os.environ["KERAS_BACKEND"]="tensorflow"
import numpy as np, tensorflow as tf, keras, json
from keras import layers
def line(*shape):
    n=int(np.prod(shape)); return np.linspace(-1,1,n,endpoint=False,dtype="float32").reshape(shape)
g=keras.Sequential([layers.Input((2,)),layers.Dense(4,activation="tanh"),layers.Dense(1)])
d=keras.Sequential([layers.Input((1,)),layers.Dense(4,activation="tanh"),layers.Dense(1)])
for m in (g,d):
    m.set_weights([line(*w.shape) for w in m.get_weights()])
class GAN(keras.Model):
    def __init__(self): super().__init__(); self.g=g; self.d=d
    def compile(self,d_opt,g_opt): super().compile(); self.do=d_opt; self.go=g_opt
    def train_step(self,data):
        real,noise=data
        with tf.GradientTape() as t:
            loss=tf.reduce_mean(tf.nn.softplus(self.d(self.g(noise))))+tf.reduce_mean(tf.nn.softplus(-self.d(real)))
        self.do.apply_gradients(zip(t.gradient(loss,self.d.trainable_weights),self.d.trainable_weights))
        with tf.GradientTape() as t:
            gl=tf.reduce_mean(tf.nn.softplus(-self.d(self.g(noise))))
        self.go.apply_gradients(zip(t.gradient(gl,self.g.trainable_weights),self.g.trainable_weights))
        return {"d_loss":loss,"g_loss":gl}
gan=GAN(); gan.compile(keras.optimizers.SGD(0.05),keras.optimizers.SGD(0.1,momentum=0.9))
h=gan.fit(line(8,1)+3,line(8,2),batch_size=8,epochs=3,shuffle=False,verbose=0)
print(keras.__version__, h.history)
for m in (g,d): print([w.numpy().ravel().tolist() for w in m.weights])
