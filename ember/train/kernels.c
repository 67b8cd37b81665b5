/*
 * Fused CPU kernels for the parts of a training step that are not matrix
 * products: RMS norm, rotary embedding, causal softmax, SwiGLU and cross
 * entropy. Eager PyTorch makes one pass over memory per operation there and
 * spends most of the step in them; each kernel below makes one pass in all.
 * Activations are bfloat16 (its upper 16 bits in a uint16_t), sums are float.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

typedef uint16_t bf16;

static inline float load(bf16 value) {
  uint32_t bits = (uint32_t)value << 16;
  float result;
  memcpy(&result, &bits, 4);
  return result;
}

/* Round to nearest, ties to even; inputs are never NaN on purpose. */
static inline bf16 store(float value) {
  uint32_t bits;
  memcpy(&bits, &value, 4);
  return (bf16)((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

/* y = x * rstd * weight for rows of `width`; keeps rstd for the way back. */
void rms_norm_forward(const bf16 *x, const float *weight, bf16 *y, float *rstd,
                      long rows, long width, float epsilon) {
#pragma omp parallel for
  for (long r = 0; r < rows; r++) {
    const bf16 *in = x + r * width;
    bf16 *out = y + r * width;
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (long i = 0; i < width; i++) sum += load(in[i]) * load(in[i]);
    float scale = 1.0f / sqrtf(sum / width + epsilon);
    rstd[r] = scale;
#pragma omp simd
    for (long i = 0; i < width; i++) out[i] = store(load(in[i]) * scale * weight[i]);
  }
}

/* dweight must hold zeros for `threads` rows of `width`; the caller adds them up. */
void rms_norm_backward(const bf16 *x, const float *weight, const float *rstd, const bf16 *dy,
                       bf16 *dx, float *dweight, long rows, long width, long threads) {
#pragma omp parallel for
  for (long t = 0; t < threads; t++) {
    float *dw = dweight + t * width;
    for (long r = rows * t / threads; r < rows * (t + 1) / threads; r++) {
      const bf16 *in = x + r * width, *grad = dy + r * width;
      bf16 *out = dx + r * width;
      float scale = rstd[r], dot = 0;
#pragma omp simd reduction(+ : dot)
      for (long i = 0; i < width; i++) dot += load(grad[i]) * weight[i] * load(in[i]);
      float back = dot * scale * scale * scale / width;
#pragma omp simd
      for (long i = 0; i < width; i++) {
        float g = load(grad[i]), v = load(in[i]);
        out[i] = store(g * weight[i] * scale - v * back);
        dw[i] += g * v * scale;
      }
    }
  }
}

/*
 * qkv [batch, time, 3, heads, size] -> q, k, v [batch, heads, time, size],
 * q and k turned by the rotary angles of their position (pairs 2i, 2i+1).
 */
void rope_split(const bf16 *qkv, const float *cosines, const float *sines, const int32_t *positions,
                bf16 *q, bf16 *k, bf16 *v, long batch, long time, long heads, long size) {
  long half = size / 2, width = heads * size;
#pragma omp parallel for
  for (long row = 0; row < batch * time; row++) {
    long b = row / time, t = row % time;
    const float *c = cosines + positions[row] * half, *s = sines + positions[row] * half;
    for (long part = 0; part < 3; part++) {
      bf16 *base = part == 0 ? q : part == 1 ? k : v;
      for (long h = 0; h < heads; h++) {
        const bf16 *in = qkv + row * 3 * width + part * width + h * size;
        bf16 *out = base + ((b * heads + h) * time + t) * size;
        if (part == 2) {
          memcpy(out, in, size * sizeof(bf16));
          continue;
        }
#pragma omp simd
        for (long i = 0; i < half; i++) {
          float even = load(in[2 * i]), odd = load(in[2 * i + 1]);
          out[2 * i] = store(even * c[i] - odd * s[i]);
          out[2 * i + 1] = store(even * s[i] + odd * c[i]);
        }
      }
    }
  }
}

/* The way back of rope_split: turn the gradients by the negative angle and join them. */
void rope_join(const bf16 *dq, const bf16 *dk, const bf16 *dv, const float *cosines, const float *sines,
               const int32_t *positions, bf16 *dqkv, long batch, long time, long heads, long size) {
  long half = size / 2, width = heads * size;
#pragma omp parallel for
  for (long row = 0; row < batch * time; row++) {
    long b = row / time, t = row % time;
    const float *c = cosines + positions[row] * half, *s = sines + positions[row] * half;
    for (long part = 0; part < 3; part++) {
      const bf16 *base = part == 0 ? dq : part == 1 ? dk : dv;
      for (long h = 0; h < heads; h++) {
        const bf16 *in = base + ((b * heads + h) * time + t) * size;
        bf16 *out = dqkv + row * 3 * width + part * width + h * size;
        if (part == 2) {
          memcpy(out, in, size * sizeof(bf16));
          continue;
        }
#pragma omp simd
        for (long i = 0; i < half; i++) {
          float even = load(in[2 * i]), odd = load(in[2 * i + 1]);
          out[2 * i] = store(even * c[i] + odd * s[i]);
          out[2 * i + 1] = store(odd * c[i] - even * s[i]);
        }
      }
    }
  }
}

/*
 * In place over scores [batch, heads, queries, keys]: softmax of scale * score
 * over keys first[b, from + q] ... from + q, zero elsewhere. `from` is the
 * position of the first query, `first` where each position's document begins.
 */
void causal_softmax(bf16 *scores, const int32_t *first, long batch, long heads, long queries,
                    long keys, long from, long time, float scale) {
#pragma omp parallel for
  for (long row = 0; row < batch * heads * queries; row++) {
    long b = row / (heads * queries), position = from + row % queries;
    bf16 *s = scores + row * keys;
    long begin = first[b * time + position], end = position + 1;
    float top = -INFINITY, sum = 0;
#pragma omp simd reduction(max : top)
    for (long i = begin; i < end; i++) top = fmaxf(top, load(s[i]));
    float held[4096];
#pragma omp simd reduction(+ : sum)
    for (long i = begin; i < end; i++) {
      held[i] = expf((load(s[i]) - top) * scale);
      sum += held[i];
    }
    float inverse = 1.0f / sum;
    memset(s, 0, begin * sizeof(bf16));
#pragma omp simd
    for (long i = begin; i < end; i++) s[i] = store(held[i] * inverse);
    memset(s + end, 0, (keys - end) * sizeof(bf16));
  }
}

/* In place over dp: the gradient of the raw scores, given the probabilities p. */
void causal_softmax_backward(const bf16 *p, bf16 *dp, const int32_t *first, long batch, long heads,
                             long queries, long keys, long from, long time, float scale) {
#pragma omp parallel for
  for (long row = 0; row < batch * heads * queries; row++) {
    long b = row / (heads * queries), position = from + row % queries;
    const bf16 *prob = p + row * keys;
    bf16 *grad = dp + row * keys;
    long begin = first[b * time + position], end = position + 1;
    float dot = 0;
#pragma omp simd reduction(+ : dot)
    for (long i = begin; i < end; i++) dot += load(prob[i]) * load(grad[i]);
    memset(grad, 0, begin * sizeof(bf16));
#pragma omp simd
    for (long i = begin; i < end; i++) grad[i] = store(load(prob[i]) * (load(grad[i]) - dot) * scale);
    memset(grad + end, 0, (keys - end) * sizeof(bf16));
  }
}

/* y = silu(gate) * up, for rows that hold gate and up beside each other. */
void swiglu_forward(const bf16 *gate_up, bf16 *y, long rows, long width) {
#pragma omp parallel for
  for (long r = 0; r < rows; r++) {
    const bf16 *gate = gate_up + r * 2 * width, *up = gate + width;
    bf16 *out = y + r * width;
#pragma omp simd
    for (long i = 0; i < width; i++) {
      float g = load(gate[i]);
      out[i] = store(g / (1.0f + expf(-g)) * load(up[i]));
    }
  }
}

void swiglu_backward(const bf16 *gate_up, const bf16 *dy, bf16 *dgate_up, long rows, long width) {
#pragma omp parallel for
  for (long r = 0; r < rows; r++) {
    const bf16 *gate = gate_up + r * 2 * width, *up = gate + width, *grad = dy + r * width;
    bf16 *dgate = dgate_up + r * 2 * width, *dup = dgate + width;
#pragma omp simd
    for (long i = 0; i < width; i++) {
      float g = load(gate[i]), d = load(grad[i]);
      float sigmoid = 1.0f / (1.0f + expf(-g)), silu = g * sigmoid;
      dgate[i] = store(d * load(up[i]) * (sigmoid + silu * (1.0f - sigmoid)));
      dup[i] = store(d * silu);
    }
  }
}

/*
 * Cross entropy of logits [rows, vocabulary] against targets. Writes each
 * row's loss (nats, unweighted) and turns the logits in place into the
 * gradient of sum(weight * loss).
 */
void cross_entropy(bf16 *logits, const int64_t *targets, const float *weights, float *losses,
                   long rows, long vocabulary) {
#pragma omp parallel for
  for (long r = 0; r < rows; r++) {
    bf16 *row = logits + r * vocabulary;
    float top = -INFINITY, sum = 0, wanted = load(row[targets[r]]);
#pragma omp simd reduction(max : top)
    for (long i = 0; i < vocabulary; i++) top = fmaxf(top, load(row[i]));
#pragma omp simd reduction(+ : sum)
    for (long i = 0; i < vocabulary; i++) sum += expf(load(row[i]) - top);
    losses[r] = logf(sum) + top - wanted;
    float scale = weights[r] / sum;
    if (weights[r] == 0) {
      memset(row, 0, vocabulary * sizeof(bf16));
      continue;
    }
#pragma omp simd
    for (long i = 0; i < vocabulary; i++) row[i] = store(expf(load(row[i]) - top) * scale);
    row[targets[r]] = store(expf(wanted - top) * scale - weights[r]);
  }
}
