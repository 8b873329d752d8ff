using System.Reflection;
using Weft.Backends.Llvm;
using Weft.Runtime;
using Xunit;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Holds a compiled kernel to its C#: the same results bit for bit, and a fault where the other throws. What was written before
/// the fault is the same, too.</summary>
internal static class KernelOracle
{
    /// <param name="method">The kernel itself.</param>
    /// <param name="launch">The launch method that was generated for it.</param>
    /// <param name="arguments">Makes the arguments of a call, always the same.</param>
    /// <param name="tolerance">How far floats may be from each other, in units of the last place.</param>
    /// <param name="isWhole">Whether nothing is said of what was written before a fault, as in workflows.</param>
    public static void Compare(
        MethodInfo method, MethodInfo launch, Device device, Func<object[]> arguments, int tolerance, string where, bool isWhole = false)
    {
        var (expected, actual) = (arguments(), arguments());
        object? wanted = null, found = null;
        var thrown = Try(() => wanted = Invoke(method, expected));
        object[] launched = [device, .. actual, CancellationToken.None];
        var fault = Try(() => found = Invoke(launch, launched));
        // What was passed by reference.
        launched[1..^1].CopyTo(actual, 0);
        AssertSameFault(thrown, fault, where);
        if (isWhole && thrown is not null) return;
        AssertSame(expected, actual, tolerance, where);
        if (wanted is null ? found is not null : !IsSame(wanted, found!, tolerance))
            Assert.Fail($"{where}: C# returned {wanted}, compiled {found}");
    }

    /// <summary>The method of a launch class that runs the kernel once, on a given device.</summary>
    public static MethodInfo LaunchOf(Type launcher) =>
        launcher.GetMethods().Single(m => m.Name == "Launch" && m.GetParameters()[0].ParameterType == typeof(Device));

    public static object? Invoke(MethodInfo method, object[] arguments) =>
        method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    /// <summary>What a call throws, or null.</summary>
    public static Exception? Try(Action call)
    {
        try
        {
            call();
            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }

    public static void AssertSame(object[] expected, object[] actual, int tolerance, string where)
    {
        for (var i = 0; i < expected.Length; i++)
            if (expected[i] is Array array) AssertSame(array, (Array)actual[i], tolerance, $"{where}, argument {i}");
            else if (!IsSame(expected[i], actual[i], tolerance))
                Assert.Fail($"{where}, argument {i}: C# {Text(expected[i])}, compiled {Text(actual[i])}");
    }

    public static void AssertSameFault(Exception? thrown, Exception? fault, string where)
    {
        if (thrown is null || fault is not KernelFaultException found)
        {
            Assert.True(
                fault is null && thrown is null,
                $"{where}: C# gave {thrown?.Message ?? "no exception"}, compiled {fault?.Message ?? "none"}");
            return;
        }

        var same = Interception.AsWritten(found);
        // A part that is not in its array has an index that is not, and no name of its own.
        if (thrown is ArgumentOutOfRangeException && same is IndexOutOfRangeException) return;
        Assert.True(thrown.GetType() == same.GetType(), $"{where}: C# threw {thrown.GetType().Name}, compiled {fault.Message}");
    }

    private static void AssertSame(Array expected, Array actual, int tolerance, string where)
    {
        foreach (var at in RandomArguments.Positions(expected))
        {
            var (wanted, found) = (expected.GetValue(at)!, actual.GetValue(at)!);
            Assert.True(
                IsSame(wanted, found, tolerance),
                $"{where}, element [{string.Join(", ", at)}]: C# {Text(wanted)}, compiled {Text(found)}");
        }
    }

    // NaN is NaN: which of its bit patterns comes out is up to the processor.
    private static bool IsSame(object wanted, object found, int tolerance) => (wanted, found) switch
    {
        (float a, float b) when !float.IsNaN(a) => Distance(Bits(a), Bits(b)) <= tolerance,
        (double a, double b) when !double.IsNaN(a) => Distance(Bits(a), Bits(b)) <= tolerance,
        (Array a, Array b) => Enumerable.Range(0, a.Rank).All(d => a.GetLength(d) == b.GetLength(d))
            && RandomArguments.Positions(a).All(at => IsSame(a.GetValue(at)!, b.GetValue(at)!, tolerance)),
        ({ } a, { } b) when RandomArguments.IsStruct(a.GetType()) =>
            RandomArguments.FieldsOf(a.GetType()).All(field => IsSame(field.GetValue(a)!, field.GetValue(b)!, tolerance)),
        _ => wanted.Equals(found),
    };

    private static string Text(object value) => value is float or double or Half ? $"{value:R}" : $"{value}";

    private static long Bits(float value) => BitConverter.SingleToInt32Bits(value);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    // Numbers of one sign are ordered as their bits are; of -0 and 0 only the bits differ, and by much.
    private static decimal Distance(long a, long b) => Math.Abs((decimal)a - b);
}
