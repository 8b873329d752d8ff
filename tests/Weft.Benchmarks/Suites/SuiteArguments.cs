using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>The arguments of one kernel at one size, which all contenders share.</summary>
internal sealed unsafe class SuiteArguments : IDisposable
{
    private readonly SuiteKernel _kernel;
    private readonly double[] _numbers;

    public SuiteArguments(Suite suite, SuiteKernel kernel, KernelSignature signature, SuiteExtents extents)
    {
        (_kernel, Extents) = (kernel, extents);
        var floats = signature.Parameters.Where(p => p.IsScalar && p.Element.IsFloat).ToList();
        Element = signature.Parameters.Select(p => p.Element).FirstOrDefault(
            element => element is ElementType.F32 or ElementType.F64, ElementType.F32);
        _numbers = [.. floats.Select(p => kernel.Number(p.Name))];
        var arrays = signature.Parameters.Where(p => !p.IsScalar);
        Arrays = [.. arrays.Select((p, i) => new SuiteArray(p, ShapeOf(p), i, suite.IsHot, kernel, extents))];
        Slots = [.. signature.Parameters.SelectMany(Slot)];
    }

    public SuiteExtents Extents { get; }

    /// <summary>The type of its floats.</summary>
    public ElementType Element { get; }

    /// <summary>In the order of the signature.</summary>
    public ImmutableArray<SuiteArray> Arrays { get; }

    /// <summary>What a compiled kernel is called with.</summary>
    public long[] Slots { get; }

    public void Reset()
    {
        foreach (var array in Arrays) array.Reset();
    }

    /// <summary>The n-th array, of f32.</summary>
    public Span<float> Floats(int n) => Arrays[n].As<float>();

    /// <summary>The n-th of the numbers that it is given.</summary>
    public float Single(int n) => (float)_numbers[n];

    public int Extent(string symbol) => (int)Extents.Values[symbol];

    /// <summary>Calls what a C file defines.</summary>
    public void Call(delegate* unmanaged<void*, void**, void> run)
    {
        var pointers = stackalloc void*[Arrays.Length];
        for (var i = 0; i < Arrays.Length; i++) pointers[i] = Arrays[i].Pointer;
        var singles = _numbers.Select(number => (float)number).ToArray();
        fixed (void* doubles = _numbers, floats = singles) run(Element == ElementType.F64 ? doubles : floats, pointers);
    }

    /// <summary>What a call has made of the arrays that it writes.</summary>
    public ImmutableArray<double[]> Results() => [.. Compared.Select(array => array.Values())];

    /// <summary>What is wrong with results, seen from others that are right; null where they agree.</summary>
    /// <param name="tolerance">How far they may be apart, as a part of the largest number in their array.</param>
    public string? Difference(ImmutableArray<double[]> right, ImmutableArray<double[]> results, double tolerance)
    {
        foreach (var ((array, expected), found) in Compared.Zip(right).Zip(results))
        {
            var scale = expected.Max(Math.Abs);
            for (var i = 0; i < expected.Length; i++)
                if (!(Math.Abs(expected[i] - found[i]) <= tolerance * scale))
                    return FormattableString.Invariant($"element {i} of {array} is {found[i]:R} instead of {expected[i]:R}");
        }

        return null;
    }

    public void Dispose()
    {
        foreach (var array in Arrays) array.Dispose();
    }

    private IEnumerable<SuiteArray> Compared =>
        Arrays.Where(array => array.Parameter.Access != Access.In && !_kernel.IsNoise(array.Parameter.Name, Extents));

    private long[] ShapeOf(KernelParameter parameter) => [.. parameter.Shape.Select(extent => extent.Evaluate(Extents.Values)
        ?? throw new InvalidOperationException($"of '{_kernel.Name}' the table must say how large {extent} is"))];

    private IEnumerable<long> Slot(KernelParameter parameter)
    {
        if (parameter is { IsScalar: true, Element.IsFloat: true })
        {
            var number = _kernel.Number(parameter.Name);
            return [Element == ElementType.F64 ? BitConverter.DoubleToInt64Bits(number) : BitConverter.SingleToUInt32Bits((float)number)];
        }

        if (parameter.IsScalar) return [Extents.Values[parameter.Name]];
        var array = Arrays.First(array => array.Parameter == parameter);
        return [(long)array.Pointer, .. array.Shape];
    }
}
