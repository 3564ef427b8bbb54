"""Makes models whose layers take masks and other arguments, with Keras 3.15.1 on JAX.

python make_arguments.py FOLDER
"""
import os,sys,json
os.environ['KERAS_BACKEND']='jax'
import keras, numpy as np
from keras import layers, ops
R=np.random.default_rng(3); out=sys.argv[1]; os.makedirs(out,exist_ok=True)
def save(n,m,*xs):
    m.save(f'{out}/{n}.keras')
    y=m.predict(xs[0] if len(xs)==1 else list(xs),verbose=0)
    if isinstance(y,dict): y=[y[k] for k in y]
    y=y if isinstance(y,(list,tuple)) else [y]
    np.savez(f'{out}/{n}.npz',**{f'x{i}':x for i,x in enumerate(xs)},**{f'y{i}':v for i,v in enumerate(y)})
ids=R.integers(0,5,(4,7)).astype('int32')
def emb():
    i=keras.Input((None,),dtype='int32'); return i,layers.Embedding(6,4,mask_zero=True)(i)
for n,f in dict(lstm=lambda h:layers.LSTM(3)(h),gru=lambda h:layers.GRU(3,return_sequences=True)(h),bi=lambda h:layers.Bidirectional(layers.LSTM(3))(h),stack=lambda h:layers.LSTM(3)(layers.Dropout(.1)(layers.GRU(3,return_sequences=True)(h))),td=lambda h:layers.LSTM(2)(layers.TimeDistributed(layers.Dense(3))(h)),mha=lambda h:layers.GlobalAveragePooling1D()(layers.MultiHeadAttention(2,3)(h,h)),att=lambda h:layers.GlobalAveragePooling1D()(layers.Attention()([h,h])),cat=lambda h:layers.LSTM(3)(layers.Concatenate()([h,h]))).items():
    i,h=emb(); save(n,keras.Model(i,f(h)),ids)
x=R.normal(size=(4,7,3)).astype('float32'); x[:,5:]=0
i=keras.Input((7,3)); save('masking',keras.Model(i,layers.LSTM(4)(layers.Masking()(i))),x)
i,h=emb(); inner_i=keras.Input((None,4)); inner=keras.Model(inner_i,layers.LSTM(3)(inner_i)); save('nested',keras.Model(i,inner(h)),ids)
i=keras.Input((7,3)); m=keras.Input((7,),dtype='bool'); mk=(R.random((4,7))>.4); mk[:,0]=True
save('lstm_mask',keras.Model([i,m],layers.LSTM(4)(i,mask=m)),x,mk)
save('bi_mask',keras.Model([i,m],layers.Bidirectional(layers.GRU(4))(i,mask=m)),x,mk)
sm=keras.Input((7,),name='sm'); save('softmax_mask',keras.Model([sm,m],layers.Softmax()(sm,mask=m)),R.normal(size=(4,7)).astype('float32'),mk)
save('att_mask',keras.Model([i,m],layers.Attention()([i,i],mask=[m,m])),x,mk)
save('add_att_mask',keras.Model([i,m],layers.AdditiveAttention()([i,i],mask=[None,m])),x,mk)
save('mha_mask',keras.Model([i,m],layers.MultiHeadAttention(2,3)(i,i,query_mask=m,value_mask=m)),x,mk)
am=keras.Input((7,7),dtype='bool'); save('mha_attention_mask',keras.Model([i,am],layers.MultiHeadAttention(2,3)(i,i,attention_mask=am)),x,np.tril(np.ones((4,7,7)))>0)
s=keras.Sequential([layers.Dense(4),layers.Dense(2)]); s.build((32,5)); save('seq32',s,R.normal(size=(3,5)).astype('float32'))
a=keras.Input((4,),name='a'); b=keras.Input((4,),name='b')
save('dicts',keras.Model({'zeta':b,'alpha':a},{'zeta':layers.Dense(2)(a),'beta':layers.Dense(3)(b)}) if False else keras.Model([a,b],{'zeta':layers.Dense(2)(a),'beta':layers.Dense(3)(b)}),R.normal(size=(3,4)).astype('float32'),R.normal(size=(3,4)).astype('float32'))
for t in 'int8 int16 int32 int64 uint8 uint16 uint32 uint64 bool'.split():
    q=keras.Input((5,),dtype=t); save('in_'+t,keras.Model(q,layers.Dense(2)(ops.cast(q,'float32'))),R.integers(0,2,(3,5)).astype(t))
for p in ('mixed_bfloat16','mixed_float16','float64'):
    keras.config.set_dtype_policy(p); q=keras.Input((5,)); save('policy_'+p,keras.Model(q,layers.Dense(2,dtype='float32')(layers.Dense(4,activation='relu')(q))),R.normal(size=(3,5)).astype('float32'))
keras.config.set_dtype_policy('float32')
# Masks that come with a sequence stop where first states are given; given masks stay.
i,h=emb(); s0=keras.Input((3,)); s1=keras.Input((3,)); r=lambda *k: R.normal(size=(4,3)).astype('float32')
save('lstm_states',keras.Model([i,s0,s1],layers.LSTM(3,return_sequences=True)(h,initial_state=[s0,s1])),ids,r(),r())
save('bi_states',keras.Model([i,s0,s1],[layers.Bidirectional(layers.GRU(3))(h,initial_state=[s0,s1]),layers.GRU(3)(h,initial_state=s0,mask=ops.not_equal(i,1))]),ids,r(),r())
sm=keras.Input((3,5)); mm=keras.Input((3,1),dtype='bool'); mk=np.array([[[1],[0],[1]]]*4,bool)
save('softmax_rows',keras.Model([sm,mm],layers.Softmax()(sm,mask=mm)),R.normal(size=(4,3,5)).astype('float32'),mk)
# Ends of maps are in the order of their keys.
z=keras.Input((2,),name='z'); a=keras.Input((2,),name='a')
m=keras.Model({'z':z,'a':a},{'zeta':layers.Dense(2,name='zeta')(z),'beta':layers.Dense(2,name='beta')(a)})
m.compile(keras.optimizers.SGD(.1),loss=['mse','mae']); m.save(f'{out}/unsorted.keras')
x=[R.normal(size=(3,2)).astype('float32') for _ in range(2)]; t=[R.normal(size=(3,2)).astype('float32') for _ in range(2)]
d=dict(a=x[0],z=x[1]); y=m.predict(d,verbose=0); e=m.evaluate(d,t,verbose=0,return_dict=True)
np.savez(f'{out}/unsorted.npz',x0=x[0],x1=x[1],y0=y['beta'],y1=y['zeta'],t0=t[0],t1=t[1],losses=np.array([e['loss'],e['beta_loss'],e['zeta_loss']]))
print('ok')
