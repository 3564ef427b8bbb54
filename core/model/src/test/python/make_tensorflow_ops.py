"""Makes models of functions of TensorFlow between layers with tf_keras 2.21, and what they predict.

python make_tensorflow_ops.py tensorflow.json.gz tensorflow-refused.json.gz names-of-refused.txt

Each entry: the name, the model's configuration, inputs and outputs as [shape, numbers]. Models whose names
the third file lists, of functions that are not read, go into the second one.
"""

import gzip
import json
import os
import sys
os.environ['TF_CPP_MIN_LOG_LEVEL']='3'; os.environ['CUDA_VISIBLE_DEVICES']=''
import numpy as np
import tensorflow as tf
import tf_keras as keras
K=keras.backend
OUT = []
R=np.random.default_rng(5)
C=[]
def c(name,f,*shapes,low=-2,high=2,dtype='float32'): C.append((name,f,shapes or ((4,),),low,high,dtype))
# operators
for n,f in dict(add1=lambda x:x+1.5,radd=lambda x:2.+x,sub1=lambda x:x-1.5,rsub=lambda x:2.-x,mul1=lambda x:x*3.,rmul=lambda x:.5*x,div1=lambda x:x/4.,rdiv=lambda x:1./(x+5.),pow2=lambda x:x**2,rpow=lambda x:2.**x,neg=lambda x:-x,abs_=lambda x:abs(x),floordiv=lambda x:x//2.,mod=lambda x:x%2.,
  gt=lambda x:tf.cast(x>0.,'float32'),ge=lambda x:tf.cast(x>=0.,'float32'),lt=lambda x:tf.cast(x<0.,'float32'),le=lambda x:tf.cast(x<=0.,'float32'),
  inv=lambda x:tf.cast(~(x>0.),'float32'),and_=lambda x:tf.cast((x>0.)&(x<1.),'float32'),or_=lambda x:tf.cast((x>1.)|(x<-1.),'float32'),xor=lambda x:tf.cast((x>0.)^(x<1.),'float32'),
  const=lambda x:x+np.array([1,2,3,4],'float32'),constl=lambda x:x*[1.,2.,3.,4.],tfconst=lambda x:x*tf.constant([1.,2.,3.,4.]),rconst=lambda x:tf.constant([1.,2.,3.,4.])-x).items(): c('op_'+n,f)
for n,f in dict(add=lambda x,y:x+y,sub=lambda x,y:x-y,mul=lambda x,y:x*y,div=lambda x,y:x/(y+5.),pw=lambda x,y:abs(x)**y,eq=lambda x,y:tf.cast(tf.equal(x,y),'float32'),ne=lambda x,y:tf.cast(tf.not_equal(x,y),'float32')).items(): c('op2_'+n,f,(4,),(4,))
c('op2_matmul',lambda x,y:x@y,(2,3),(3,4))
for n,f in dict(a=lambda x:x[:,1:],b=lambda x:x[:,0],cc=lambda x:x[...,-1],d=lambda x:x[:,::-1],e=lambda x:x[:,tf.newaxis],f=lambda x:x[:,::2],g=lambda x:x[:,-2:],h=lambda x:x[:,1:3,0],i=lambda x:x[:,:,tf.newaxis,1:],j=lambda x:x[...,tf.newaxis],k=lambda x:x[:,-1,-2],l=lambda x:x[:,3:0:-2],m=lambda x:x[:, :, ::-2],n=lambda x:x[:2],o=lambda x:x[::1],p=lambda x:x[:,None,...,0]).items(): c('sl_'+n,f,(5,4))
U='abs acos asin asinh atan atanh ceil cos cosh erf erfinv exp expm1 floor is_finite is_inf is_nan lgamma digamma log log1p log_sigmoid negative reciprocal rint round rsqrt sigmoid sign sin sinh softplus softsign sqrt square tan tanh conj real acosh sobol erfcinv bessel_i0 reciprocal_no_nan nextafter erfc'.split()
for u in U:
    f=getattr(tf.math,u,None)
    if f is None: continue
    lo,hi={'acos':(-.9,.9),'asin':(-.9,.9),'atanh':(-.9,.9),'erfinv':(-.9,.9),'log':(.1,3),'log1p':(.1,3),'rsqrt':(.1,3),'sqrt':(.1,3),'reciprocal':(.5,3),'acosh':(1.1,3),'lgamma':(.5,3),'digamma':(.5,3),'erfcinv':(.2,1.8),'tan':(-1,1)}.get(u,(-2,2))
    c('m_'+u,(lambda f:lambda x:(lambda r:tf.cast(r,'float32') if r.dtype==tf.bool else r)(f(x)))(f),low=lo,high=hi)
for u in 'add subtract multiply divide maximum minimum squared_difference atan2 floordiv floormod mod pow truediv divide_no_nan multiply_no_nan xdivy xlogy xlog1py greater greater_equal less less_equal equal not_equal'.split():
    f=getattr(tf.math,u); c('m2_'+u,(lambda f:lambda x,y:(lambda r:tf.cast(r,'float32') if r.dtype==tf.bool else r)(f(x,y)))(f),(4,),(4,),low=.2,high=3)
    if u in('maximum','minimum','pow','subtract','multiply'): c('m1_'+u,(lambda f:lambda x:f(x,2.))(f),low=.2,high=3); c('m1r_'+u,(lambda f:lambda x:f(2.,x))(f),low=.2,high=3)
for u in 'sum mean max min prod std variance logsumexp euclidean_norm'.split():
    f=getattr(tf.math,'reduce_'+u)
    c('r_'+u,(lambda f:lambda x:f(x,axis=1))(f),(3,4)); c('rk_'+u,(lambda f:lambda x:f(x,axis=-1,keepdims=True))(f),(3,4)); c('rl_'+u,(lambda f:lambda x:f(x,[1,2]))(f),(3,4))
c('r_any',lambda x:tf.cast(tf.reduce_any(x>1.,axis=1),'float32'),(3,4)); c('r_all',lambda x:tf.cast(tf.reduce_all(x>-1.5,axis=1),'float32'),(3,4))
c('cumsum',lambda x:tf.cumsum(x,axis=1)); c('cumprod',lambda x:tf.math.cumprod(x,axis=1)); c('cumsum_ex',lambda x:tf.cumsum(x,axis=1,exclusive=True)); c('cumsum_rev',lambda x:tf.cumsum(x,axis=1,reverse=True))
c('argmax',lambda x:tf.cast(tf.argmax(x,axis=1),'float32'),(3,4)); c('argmin',lambda x:tf.cast(tf.argmin(x,axis=-1),'float32'),(3,4))
c('l2n',lambda x:tf.math.l2_normalize(x,axis=-1)); c('topk',lambda x:tf.math.top_k(x,k=2)[0]); c('topk_i',lambda x:tf.cast(tf.math.top_k(x,k=2).indices,'float32')); c('add_n',lambda x,y:tf.add_n([x,y,x]),(4,),(4,))
c('land',lambda x,y:tf.cast(tf.logical_and(x>0.,y>0.),'float32'),(4,),(4,)); c('lor',lambda x,y:tf.cast(tf.logical_or(x>0.,y>0.),'float32'),(4,),(4,)); c('lnot',lambda x:tf.cast(tf.logical_not(x>0.),'float32')); c('lxor',lambda x,y:tf.cast(tf.math.logical_xor(x>0.,y>0.),'float32'),(4,),(4,))
c('concat',lambda x,y:tf.concat([x,y],axis=-1),(2,3),(2,4)); c('concat1',lambda x,y:tf.concat([x,y],1),(2,3),(4,3)); c('stack',lambda x,y:tf.stack([x,y],axis=1),(4,),(4,)); c('stack_',lambda x,y:tf.stack([x,y],axis=-1),(4,),(4,))
c('unstack',lambda x:tf.unstack(x,axis=1)[1],(3,4)); c('split',lambda x:tf.split(x,2,axis=-1)[1],(3,4)); c('splits',lambda x:tf.split(x,[1,3],axis=-1)[1],(3,4))
c('expand',lambda x:tf.expand_dims(x,1)); c('expand_',lambda x:tf.expand_dims(x,axis=-1)); c('squeeze',lambda x:tf.squeeze(x,axis=1),(1,4)); c('squeezel',lambda x:tf.squeeze(x,[1,3]),(1,4,1))
c('reshape',lambda x:tf.reshape(x,[-1,2,6]),(3,4)); c('reshape2',lambda x:tf.reshape(x,(-1,12)),(3,4)); c('transpose',lambda x:tf.transpose(x,[0,2,1]),(3,4)); c('transpose4',lambda x:tf.transpose(x,perm=(0,3,1,2)),(3,4,2))
c('tile',lambda x:tf.tile(x,[1,2])); c('repeat',lambda x:tf.repeat(x,3,axis=1)); c('pad',lambda x:tf.pad(x,[[0,0],[1,2],[0,1]]),(3,4)); c('padr',lambda x:tf.pad(x,[[0,0],[1,2],[0,1]],'REFLECT'),(3,4)); c('pads',lambda x:tf.pad(x,[[0,0],[1,2],[0,1]],mode='SYMMETRIC'),(3,4)); c('padc',lambda x:tf.pad(x,[[0,0],[1,1]],constant_values=2.))
c('reverse',lambda x:tf.reverse(x,axis=[1])); c('roll',lambda x:tf.roll(x,shift=1,axis=1)); c('gather',lambda x:tf.gather(x,[2,0],axis=1)); c('gather0',lambda x:tf.gather(x,1,axis=-1),(3,4)); c('gatherb',lambda x,i:tf.gather(x,tf.cast(i,'int32'),axis=1,batch_dims=1),(4,),(2,),low=0,high=3)
c('one_hot',lambda x:tf.one_hot(tf.cast(x,'int32'),4),low=0,high=4); c('where',lambda x,y:tf.where(x>0.,x,y),(4,),(4,)); c('where1',lambda x:tf.where(x>0.,x,0.)); c('where2',lambda x:tf.where(x>0.,tf.ones_like(x),tf.zeros_like(x)))
c('clip',lambda x:tf.clip_by_value(x,-1.,1.)); c('zeros_like',lambda x:x+tf.zeros_like(x)); c('ones_like',lambda x:x+tf.ones_like(x)); c('identity',lambda x:tf.identity(x)); c('stopg',lambda x:tf.stop_gradient(x)); c('cast',lambda x:tf.cast(tf.cast(x,'int32'),tf.float32)); c('slice',lambda x:tf.slice(x,[0,1,0],[-1,2,3]),(3,4)); c('strided',lambda x:tf.strided_slice(x,[0,0,1],[2,3,4],[1,2,1]),(3,4))
c('matmul',lambda x,y:tf.matmul(x,y),(2,3),(3,4)); c('matmult',lambda x,y:tf.matmul(x,y,transpose_b=True),(2,3),(4,3)); c('matmula',lambda x,y:tf.linalg.matmul(x,y,transpose_a=True),(3,2),(3,4)); c('matmulc',lambda x:tf.matmul(x,np.ones((4,2),'float32')),(3,4))
c('tensordot',lambda x:tf.tensordot(x,np.arange(8,dtype='float32').reshape(4,2),axes=[[2],[0]]),(3,4)); c('tensordot1',lambda x:tf.tensordot(x,np.arange(8,dtype='float32').reshape(4,2),1),(3,4)); c('einsum',lambda x,y:tf.einsum('bij,bjk->bik',x,y),(2,3),(3,4)); c('norm',lambda x:tf.norm(x,axis=-1)); c('normk',lambda x:tf.norm(x,axis=-1,keepdims=True)); c('norm1',lambda x:tf.norm(x,ord=1,axis=-1))
c('sort',lambda x:tf.sort(x,axis=-1)); c('sortd',lambda x:tf.sort(x,direction='DESCENDING')); c('argsort',lambda x:tf.cast(tf.argsort(x,axis=-1),'float32'))
for u in 'relu relu6 elu selu gelu silu swish softmax log_softmax softplus softsign leaky_relu sigmoid tanh crelu'.split(): c('nn_'+u,(lambda f:lambda x:f(x))(getattr(tf.nn,u)))
c('nn_leaky2',lambda x:tf.nn.leaky_relu(x,alpha=.3)); c('nn_gelu_a',lambda x:tf.nn.gelu(x,approximate=True)); c('nn_softmax1',lambda x:tf.nn.softmax(x,axis=1),(3,4)); c('nn_l2',lambda x:tf.nn.l2_normalize(x,axis=1)); c('nn_bias',lambda x:tf.nn.bias_add(x,np.array([1,2,3,4],'float32')))
c('nn_maxpool',lambda x:tf.nn.max_pool2d(x,2,2,'VALID'),(6,6,2)); c('nn_avgpool',lambda x:tf.nn.avg_pool2d(x,[3,3],[1,1],'SAME'),(6,6,2)); c('nn_maxpool_',lambda x:tf.nn.max_pool(x,ksize=2,strides=2,padding='SAME'),(5,5,2)); c('nn_avgpool_',lambda x:tf.nn.avg_pool(x,ksize=2,strides=1,padding='VALID'),(5,5,2)); c('nn_d2s',lambda x:tf.nn.depth_to_space(x,2),(2,3,8)); c('nn_s2d',lambda x:tf.nn.space_to_depth(x,2),(4,6,3))
k=R.normal(size=(3,3,2,4)).astype('float32'); c('nn_conv',lambda x:tf.nn.conv2d(x,k,1,'SAME'),(6,6,2)); c('nn_convs',lambda x:tf.nn.conv2d(x,k,strides=[1,2,2,1],padding='VALID'),(7,7,2)); c('nn_dw',lambda x:tf.nn.depthwise_conv2d(x,k,[1,1,1,1],'SAME'),(6,6,2)); k1=R.normal(size=(3,2,4)).astype('float32'); c('nn_conv1',lambda x:tf.nn.conv1d(x,k1,stride=1,padding='SAME'),(6,2))
c('nn_moments',lambda x:tf.nn.moments(x,axes=[1])[1],(3,4)); c('nn_bn',lambda x:tf.nn.batch_normalization(x,[1.,2.,3.,4.],[1.,2.,1.,2.],[.1,.2,.3,.4],[2.,1.,2.,1.],1e-3)); c('nn_lrn',lambda x:tf.nn.local_response_normalization(x),(3,3,7)); c('nn_ssce',lambda x,y:tf.nn.softmax_cross_entropy_with_logits(labels=tf.nn.softmax(y),logits=x),(4,),(4,)); c('nn_sce',lambda x,y:tf.nn.sigmoid_cross_entropy_with_logits(labels=y,logits=x),(4,),(4,)); c('nn_zf',lambda x:tf.nn.zero_fraction(x)+x)
c('im_resize',lambda x:tf.image.resize(x,[6,8]),(3,4,2)); c('im_resizen',lambda x:tf.image.resize(x,(6,8),method='nearest'),(3,4,2)); c('im_lr',lambda x:tf.image.flip_left_right(x),(3,4,2)); c('im_ud',lambda x:tf.image.flip_up_down(x),(3,4,2)); c('im_rot',lambda x:tf.image.rot90(x),(3,4,2)); c('im_gray',lambda x:tf.image.rgb_to_grayscale(x),(3,4,3)); c('im_crop',lambda x:tf.image.crop_to_bounding_box(x,1,1,2,2),(3,4,2)); c('im_pad',lambda x:tf.image.pad_to_bounding_box(x,1,1,6,7),(3,4,2)); c('im_bright',lambda x:tf.image.adjust_brightness(x,.2),(3,4,2)); c('im_contrast',lambda x:tf.image.adjust_contrast(x,2.),(3,4,2)); c('im_std',lambda x:tf.image.per_image_standardization(x),(3,4,2)); c('im_hsv',lambda x:tf.image.rgb_to_hsv(x),(3,4,3),low=0,high=1)
c('cc',lambda x:tf.image.central_crop(x,.5),(4,4,2)); c('shape',lambda x:tf.reshape(x,(tf.shape(x)[0],-1)),(3,4)); c('shape2',lambda x:tf.reshape(x,tf.stack([tf.shape(x)[0],6,2])),(3,4)); c('bcast',lambda x:tf.broadcast_to(x,[3,4]))
c('lin_diag',lambda x:tf.linalg.diag(x)); c('lin_diagp',lambda x:tf.linalg.diag_part(x),(3,3)); c('lin_det',lambda x:tf.linalg.det(x),(3,3)); c('lin_inv',lambda x:tf.linalg.inv(x),(3,3)); c('lin_trace',lambda x:tf.linalg.trace(x),(3,3)); c('lin_band',lambda x:tf.linalg.band_part(x,-1,0),(3,3)); c('lin_T',lambda x:tf.linalg.matrix_transpose(x),(3,4)); c('lin_matvec',lambda x,y:tf.linalg.matvec(x,y),(3,4),(4,)); c('lin_norm',lambda x:tf.linalg.normalize(x,axis=-1)[0]); c('lin_solve',lambda x,y:tf.linalg.solve(x+4.*np.eye(3,dtype='float32'),y),(3,3),(3,2)); c('lin_l2',lambda x:tf.linalg.l2_normalize(x,axis=1))
for u in 'mean sum max min prod std var'.split(): c('K_'+u,(lambda f:lambda x:f(x,axis=1))(getattr(K,u)),(3,4)); c('Kk_'+u,(lambda f:lambda x:f(x,axis=-1,keepdims=True))(getattr(K,u)),(3,4))
for u in 'abs exp square sqrt sign sigmoid tanh relu softplus softsign softmax hard_sigmoid elu log round sin cos l2_normalize flatten batch_flatten'.split(): c('K_'+u,(lambda f:lambda x:f(x))(getattr(K,u)),(4,),low=.2)
c('K_concat',lambda x,y:K.concatenate([x,y],axis=-1),(4,),(4,)); c('K_stack',lambda x,y:K.stack([x,y],axis=1),(4,),(4,)); c('K_expand',lambda x:K.expand_dims(x,-1)); c('K_squeeze',lambda x:K.squeeze(x,1),(1,4)); c('K_reshape',lambda x:K.reshape(x,(-1,2,6)),(3,4)); c('K_perm',lambda x:K.permute_dimensions(x,(0,2,1)),(3,4)); c('K_repeat',lambda x:K.repeat_elements(x,2,1)); c('K_clip',lambda x:K.clip(x,-1.,1.)); c('K_pow',lambda x:K.pow(x,2)); c('K_max',lambda x,y:K.maximum(x,y),(4,),(4,)); c('K_dot',lambda x:K.dot(x,tf.constant(np.ones((4,2),'float32')))); c('K_bdot',lambda x,y:K.batch_dot(x,y),(2,3),(3,4)); c('K_cast',lambda x:K.cast(K.greater(x,0.),'float32')); c('K_rep',lambda x:K.repeat(x,3)); c('K_rev',lambda x:K.reverse(x,1)); c('K_rsz',lambda x:K.resize_images(x,2,2,'channels_last'),(3,4,2)); c('K_sp',lambda x:K.spatial_2d_padding(x),(3,4,2)); c('K_pool',lambda x:K.pool2d(x,(2,2),(2,2)),(4,4,2)); c('K_gather',lambda x:K.gather(x,[1,0])); c('K_onehot',lambda x:K.one_hot(K.cast(x,'int32'),4),low=0,high=4); c('K_argmax',lambda x:K.cast(K.argmax(x,-1),'float32')); c('K_switch',lambda x:K.switch(x>0.,x,x*2.)); c('K_var',lambda x:K.logsumexp(x,axis=1))
for u in 'relu sigmoid tanh softmax elu selu gelu swish hard_sigmoid exponential linear mish softplus softsign'.split():
    f=getattr(keras.activations,u,None)
    if f: c('act_'+u,(lambda f:lambda x:f(x))(f),(3,4))
c('act_relu_max',lambda x:keras.activations.relu(x,alpha=.1,max_value=1.,threshold=.2))
c('multi',lambda x,y:tf.nn.relu(tf.concat([x[:,:2]*2.+1.,-y],-1))-tf.reduce_mean(x,axis=-1,keepdims=True)/3.,(4,),(4,))
c('prep_mob',lambda x:keras.applications.mobilenet_v2.preprocess_input(x),(3,4,3),low=0,high=255); c('prep_rn',lambda x:keras.applications.resnet.preprocess_input(x),(3,4,3),low=0,high=255)


def flat(array):
    array = np.asarray(array).astype('float64')
    return [list(array.shape), [float(f'{v:.8g}') if np.isfinite(v) else str(v) for v in array.ravel()]]


for n, f, shapes, lo, hi, dt in C:
    keras.backend.clear_session()
    ins = [keras.Input(s, dtype=dt, name=f'x{i}') for i, s in enumerate(shapes)]
    try:
        model = keras.Model(ins, f(*ins))
        written = json.loads(model.to_json())
    except Exception as error:
        print('left out', n, error)
        continue
    xs = [R.uniform(lo, hi, (3,) + s).astype(dt) for s in shapes]
    ys = model(xs if len(xs) > 1 else xs[0])
    ys = list(ys) if isinstance(ys, (list, tuple)) else [ys]
    OUT.append({'name': n, 'model': written, 'x': [flat(x) for x in xs], 'y': [flat(y) for y in ys]})
refused = set(open(sys.argv[3]).read().split()) if len(sys.argv) > 3 else set()
with gzip.open(sys.argv[1], 'wt') as file:
    json.dump([one for one in OUT if one['name'] not in refused], file)
with gzip.open(sys.argv[2], 'wt') as file:
    json.dump([one for one in OUT if one['name'] in refused], file)
