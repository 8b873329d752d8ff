namespace Weft;

/// <summary>
/// Marks a static method that Weft compiles. The method stays ordinary C#; beside it appears a class named after it,
/// <c>SaxpyKernel</c> for <c>Saxpy</c>, whose <c>Launch</c> runs the compiled kernel on a device.
/// </summary>
/// <param name="types">
/// What the type parameters of a generic kernel stand for: <c>[Kernel(typeof(float), typeof(double))]</c> makes two of a kernel that has
/// one, and <c>Launch</c> two overloads. Several type parameters take their types in turn; a further attribute can name more.
/// </param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class KernelAttribute(params Type[] types) : Attribute
{
    /// <summary>The types, in the order in which they are named.</summary>
    public IReadOnlyList<Type> Types { get; } = types;

    /// <summary>
    /// Leaves open how floats are computed: sums and products may be regrouped, products added as fused multiply-adds, divisions become
    /// products with the reciprocal, functions be approximated, and zeros change their sign. The results then differ in the last digits
    /// from those of the method as ordinary C#, and between machines. NaN and infinity mean what they always do.
    /// </summary>
    public bool Fast { get; set; }
}
