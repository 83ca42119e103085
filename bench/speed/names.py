"""What the contenders are called in all tables."""

KERNEL = "kernel, relaxed SIMD"
PLAIN_KERNEL = "kernel, plain SIMD"

PAGE = "the page"
NUMPY_PAGE = "the page with np.matmul"
TFJS = {
    "wasm": "TensorFlow.js, wasm",
    "webgl": "TensorFlow.js, WebGL",
    "cpu": "TensorFlow.js, cpu",
}
CONVNET = "ConvNetJS"
NATIVE = "native NumPy, one thread"
SKLEARN = "native scikit-learn, one thread"
BARE = "bare Pyodide and NumPy"
