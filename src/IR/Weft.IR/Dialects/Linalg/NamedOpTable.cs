using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Weft.IR;

/// <summary>
/// The named structured operations, one to a line: <c>name (loops) inputs -> output = body</c>. From it follow the operation's maps and
/// iterators, the region that its text leaves out, what it is verified against, and the <c>linalg.generic</c> that it stands for.
/// <list type="bullet">
/// <item>A loop whose variable stands in the output's subscripts is parallel, any other a reduction. <c>(*)</c>: the output's own
/// dimensions, in order.</item>
/// <item>An operand without subscripts is a scalar, or under <c>(*)</c> has the output's subscripts.</item>
/// <item>The subscript <c>h~y</c> is <c>h * stride + y * dilation</c>, with the next entries of the attributes <c>strides</c> and
/// <c>dilations</c>, which are 1 when they are not written.</item>
/// <item>In the body, an operand is its element. <c>+= x</c> is <c>= O + x</c>; <c>cast</c> goes to the output's element type; a function
/// with <c>$</c> is the one that the attribute of that name says.</item>
/// </list>
/// </summary>
public static class NamedOpTable
{
    private const string Rows = """
# Element by element, for operands of any rank.
abs             (*) I -> O     = abs(I)
ceil            (*) I -> O     = ceil(I)
erf             (*) I -> O     = erf(I)
exp             (*) I -> O     = exp(I)
floor           (*) I -> O     = floor(I)
log             (*) I -> O     = log(I)
negf            (*) I -> O     = negf(I)
reciprocal      (*) I -> O     = reciprocal(I)
round           (*) I -> O     = round(I)
rsqrt           (*) I -> O     = rsqrt(I)
sqrt            (*) I -> O     = sqrt(I)
square          (*) I -> O     = square(I)
tanh            (*) I -> O     = tanh(I)
elemwise_unary  (*) I -> O     = $fun($cast I)
add             (*) L R -> O   = L + R
sub             (*) L R -> O   = L - R
mul             (*) L R -> O   = L * R
div             (*) L R -> O   = L / R
div_unsigned    (*) L R -> O   = div_unsigned(L, R)
max             (*) L R -> O   = max_signed(L, R)
min             (*) L R -> O   = min_signed(L, R)
powf            (*) L R -> O   = powf(L, R)
elemwise_binary (*) L R -> O   = $fun($cast L, $cast R)
select          (*) C L R -> O = select(C, L, R)
copy            (*) I -> O     = $cast I
fill            (*) V -> O     = cast V

# Contractions.
dot                      (m)             A[m] B[m] -> C[]                          += cast A * cast B
matvec                   (m n)           A[m n] B[n] -> C[m]                       += cast A * cast B
vecmat                   (n m)           A[m] B[m n] -> C[n]                       += cast A * cast B
batch_matvec             (b m k)         A[b m k] B[b k] -> C[b m]                 += cast A * cast B
batch_vecmat             (b n k)         A[b k] B[b k n] -> C[b n]                 += cast A * cast B
matmul                   (m n k)         A[m k] B[k n] -> C[m n]                   += $cast A * $cast B
matmul_transpose_a       (m n k)         A[k m] B[k n] -> C[m n]                   += $cast A * $cast B
matmul_transpose_b       (m n k)         A[m k] B[n k] -> C[m n]                   += $cast A * $cast B
quantized_matmul         (m n k)         A[m k] B[k n] P Q -> C[m n]               += (cast A - cast P) * (cast B - cast Q)
batch_matmul             (b m n k)       A[b m k] B[b k n] -> C[b m n]             += cast A * cast B
batch_matmul_transpose_a (b m n k)       A[b k m] B[b k n] -> C[b m n]             += cast A * cast B
batch_matmul_transpose_b (b m n k)       A[b m k] B[b n k] -> C[b m n]             += cast A * cast B
batch_reduce_matmul      (b m n k)       A[b m k] B[b k n] -> C[m n]               += cast(A * cast B)
quantized_batch_matmul   (b m n k)       A[b m k] B[b k n] P Q -> C[b m n]         += (cast A - cast P) * (cast B - cast Q)
mmt4d                    (m n k i j l)   A[m k i l] B[n k j l] -> C[m n i j]       += cast A * cast B
batch_mmt4d              (b m n k i j l) A[b m k i l] B[b n k j l] -> C[b m n i j] += cast A * cast B

# Convolutions: the window stands at d, h, w; z, y, x count inside it.
conv_1d               (w x)               I[w+x] K[x] -> O[w]                                 += cast I * cast K
conv_1d_nwc_wcf       (n w f x c)         I[n w~x c] K[x c f] -> O[n w f]                     += cast I * cast K
conv_1d_ncw_fcw       (n f w c x)         I[n c w~x] K[f c x] -> O[n f w]                     += cast I * cast K
conv_2d               (h w y x)           I[h+y w+x] K[y x] -> O[h w]                         += cast I * cast K
conv_2d_nhwc_hwcf     (n h w f y x c)     I[n h~y w~x c] K[y x c f] -> O[n h w f]             += cast I * cast K
conv_2d_nhwc_hwcf_q   (n h w f y x c)     I[n h~y w~x c] K[y x c f] P Q -> O[n h w f]         += (cast I - cast P) * (cast K - cast Q)
conv_2d_nhwc_fhwc     (n h w f y x c)     I[n h~y w~x c] K[f y x c] -> O[n h w f]             += cast I * cast K
conv_2d_nhwc_fhwc_q   (n h w f y x c)     I[n h~y w~x c] K[f y x c] P Q -> O[n h w f]         += (cast I - cast P) * (cast K - cast Q)
conv_2d_nchw_fchw     (n f h w c y x)     I[n c h~y w~x] K[f c y x] -> O[n f h w]             += cast I * cast K
conv_2d_ngchw_fgchw   (n g f h w c y x)   I[n g c h~y w~x] K[f g c y x] -> O[n g f h w]       += cast I * cast K
conv_2d_ngchw_gfchw   (n g f h w c y x)   I[n g c h~y w~x] K[g f c y x] -> O[n g f h w]       += cast I * cast K
conv_2d_ngchw_gfchw_q (n g f h w c y x)   I[n g c h~y w~x] K[g f c y x] P Q -> O[n g f h w]   += (cast I - cast P) * (cast K - cast Q)
conv_3d               (d h w z y x)       I[d+z h+y w+x] K[z y x] -> O[d h w]                 += cast I * cast K
conv_3d_ndhwc_dhwcf   (n d h w f z y x c) I[n d~z h~y w~x c] K[z y x c f] -> O[n d h w f]     += cast I * cast K
conv_3d_ndhwc_dhwcf_q (n d h w f z y x c) I[n d~z h~y w~x c] K[z y x c f] P Q -> O[n d h w f] += (cast I - cast P) * (cast K - cast Q)
conv_3d_ncdhw_fcdhw   (n d h w f z y x c) I[n c d~z h~y w~x] K[f c z y x] -> O[n f d h w]     += cast I * cast K

# Convolutions that keep channels apart.
depthwise_conv_1d_nwc_wc      (n w c x)           I[n w~x c] K[x c] -> O[n w c] += cast I * cast K
depthwise_conv_1d_ncw_cw      (n w c x)           I[n c w~x] K[c x] -> O[n c w] += cast I * cast K
depthwise_conv_1d_nwc_wcm     (n w c m x)         I[n w~x c] K[x c m] -> O[n w c m] += cast I * cast K
depthwise_conv_2d_nhwc_hwc    (n h w c y x)       I[n h~y w~x c] K[y x c] -> O[n h w c] += cast I * cast K
depthwise_conv_2d_nhwc_hwc_q  (n h w c y x)       I[n h~y w~x c] K[y x c] P Q -> O[n h w c] += (cast I - cast P) * (cast K - cast Q)
depthwise_conv_2d_nchw_chw    (n h w c y x)       I[n c h~y w~x] K[c y x] -> O[n c h w] += cast I * cast K
depthwise_conv_2d_nhwc_hwcm   (n h w c m y x)     I[n h~y w~x c] K[y x c m] -> O[n h w c m] += cast I * cast K
depthwise_conv_2d_nhwc_hwcm_q (n h w c m y x)     I[n h~y w~x c] K[y x c m] P Q -> O[n h w c m] += (cast I - cast P) * (cast K - cast Q)
depthwise_conv_3d_ndhwc_dhwc  (n d h w z y x c)   I[n d~z h~y w~x c] K[z y x c] -> O[n d h w c] += cast I * cast K
depthwise_conv_3d_ncdhw_cdhw  (n d h w z y x c)   I[n c d~z h~y w~x] K[c z y x] -> O[n c d h w] += cast I * cast K
depthwise_conv_3d_ndhwc_dhwcm (n d h w m z y x c) I[n d~z h~y w~x c] K[z y x c m] -> O[n d h w c m] += cast I * cast K

# Reductions of a window, whose operand K says only how large it is.
pooling_nwc_sum           (n w c x)         I[n w~x c] K[x] -> O[n w c]                 += cast I
pooling_nwc_max           (n w c x)         I[n w~x c] K[x] -> O[n w c]                 = max_signed(O, cast I)
pooling_nwc_max_unsigned  (n w c x)         I[n w~x c] K[x] -> O[n w c]                 = max_unsigned(O, cast_unsigned I)
pooling_nwc_min           (n w c x)         I[n w~x c] K[x] -> O[n w c]                 = min_signed(O, cast I)
pooling_nwc_min_unsigned  (n w c x)         I[n w~x c] K[x] -> O[n w c]                 = min_unsigned(O, cast_unsigned I)
pooling_ncw_sum           (n c w x)         I[n c w~x] K[x] -> O[n c w]                 += cast I
pooling_ncw_max           (n c w x)         I[n c w~x] K[x] -> O[n c w]                 = max_signed(O, cast I)
pooling_nhwc_sum          (n h w c y x)     I[n h~y w~x c] K[y x] -> O[n h w c]         += cast I
pooling_nhwc_max          (n h w c y x)     I[n h~y w~x c] K[y x] -> O[n h w c]         = max_signed(O, cast I)
pooling_nhwc_max_unsigned (n h w c y x)     I[n h~y w~x c] K[y x] -> O[n h w c]         = max_unsigned(O, cast_unsigned I)
pooling_nhwc_min          (n h w c y x)     I[n h~y w~x c] K[y x] -> O[n h w c]         = min_signed(O, cast I)
pooling_nhwc_min_unsigned (n h w c y x)     I[n h~y w~x c] K[y x] -> O[n h w c]         = min_unsigned(O, cast_unsigned I)
pooling_nchw_sum          (n c h w y x)     I[n c h~y w~x] K[y x] -> O[n c h w]         += cast I
pooling_nchw_max          (n c h w y x)     I[n c h~y w~x] K[y x] -> O[n c h w]         = max_signed(O, cast I)
pooling_ndhwc_sum         (n d h w c z y x) I[n d~z h~y w~x c] K[z y x] -> O[n d h w c] += cast I
pooling_ndhwc_max         (n d h w c z y x) I[n d~z h~y w~x c] K[z y x] -> O[n d h w c] = max_signed(O, cast I)
pooling_ndhwc_min         (n d h w c z y x) I[n d~z h~y w~x c] K[z y x] -> O[n d h w c] = min_signed(O, cast I)

# Random numbers between L and H, the same for the same S.
fill_rng_2d (m n) L H S -> O[m n] =
    cast((f64(2147483647)
        + f64((i32(index(n)) + ((i32(index(m)) + S) * i32(1103515245) + i32(12345))) * i32(1103515245) + i32(12345)))
        * ((H - L) * f64(2.3283064e-10)) + L)
""";

    /// <summary>The rows, read.</summary>
    public static ImmutableArray<NamedOpDefinition> All { get; } = NamedOpReader.ReadAll(Rows);

    private static readonly Dictionary<string, NamedOpDefinition> ByName = All.ToDictionary(definition => definition.Info.Name);

    /// <summary>The definition of an operation by its full name.</summary>
    public static NamedOpDefinition Find(string name) => ByName[name];
}
