namespace Weft.Benchmarks;

/// <summary>Makes operators of something that multiplies an m x k matrix by a k x n one, by rows.</summary>
internal static class Products
{
    public delegate void Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k);

    public static Action<SuiteArguments> One(Product product) => arguments => product(
        arguments.Floats(0), arguments.Floats(1), arguments.Floats(2), arguments.Extent("m"), arguments.Extent("n"), arguments.Extent("k"));

    /// <summary>Of many square ones.</summary>
    public static Action<SuiteArguments> Batched(Product product) => arguments =>
    {
        var s = arguments.Extent("s");
        for (var t = 0; t < arguments.Extent("q"); t++)
        {
            var range = new Range(t * s * s, (t + 1) * s * s);
            product(arguments.Floats(0)[range], arguments.Floats(1)[range], arguments.Floats(2)[range], s, s, s);
        }
    };
}
