using System.Reflection;
using Weft.Backends;
using Weft.Backends.Llvm;
using Weft.Runtime;
using Xunit;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>
/// Runs each kernel of this folder as plain C# and compiled, on the same random arguments: the results are the same, and the one
/// faults where the other throws. A kernel is tested by standing in one of the classes.
/// </summary>
public sealed class OracleTests(OracleTests.Devices devices) : IClassFixture<OracleTests.Devices>
{
    private const int Rounds = 60;

    private static readonly Type[] KernelClasses =
        [typeof(ArrayKernels), typeof(ControlFlowKernels), typeof(NumberKernels), typeof(Samples.Relief)];

    // Whatever runs kernels is held to C#; add it here.
    private static readonly Dictionary<string, Func<Device>> Executors = new()
    {
        ["cpu"] = () => CpuDevice.Open(),
        ["interp"] = () => new Device("interp", new InterpreterCompiler()),
    };

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var executor in Executors.Keys)
            foreach (var kernel in Kernels.Keys)
                cases.Add(executor, kernel);
        return cases;
    }

    private static Dictionary<string, MethodInfo> Kernels { get; } =
        KernelClasses.SelectMany(c => c.GetMethods()).Where(m => m.IsDefined(typeof(KernelAttribute))).ToDictionary(m => m.Name);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compiled_kernels_do_what_their_CSharp_does(string executor, string kernel)
    {
        var device = devices[executor];
        var method = Kernels[kernel];
        var launcher = method.DeclaringType!.Assembly.GetType($"{method.DeclaringType.Namespace}.{kernel}Kernel")!;
        var launch = launcher.GetMethods().Single(m => m.Name == "Launch" && m.GetParameters()[0].ParameterType == typeof(Device));
        var tolerance = method.GetCustomAttribute<WithinAttribute>()?.Ulps ?? 0;
        for (var round = 0; round < Rounds; round++)
        {
            var (expected, actual) = (Arguments(method, round), Arguments(method, round));
            var thrown = Call(method, expected);
            var fault = Call(launch, [device, .. actual, CancellationToken.None]);
            Assert.Equal(FaultOf(thrown), (fault as KernelFaultException)?.Fault.Kind);
            if (thrown is not null) continue;
            for (var i = 0; i < expected.Length; i++)
                if (expected[i] is Array array)
                    AssertSame(array, (Array)actual[i], tolerance, $"{kernel}, round {round}, argument {i}");
        }
    }

    private static object[] Arguments(MethodInfo method, int round)
    {
        var random = new RandomArguments(round);
        var extent = round < 4 ? round : 3 + round % 37;
        return [.. method.GetParameters().Select(p => random.Next(p.ParameterType, extent))];
    }

    private static Exception? Call(MethodInfo method, object[] arguments)
    {
        try
        {
            method.Invoke(null, arguments);
            return null;
        }
        catch (TargetInvocationException wrapped)
        {
            return wrapped.InnerException;
        }
    }

    private static FaultKind? FaultOf(Exception? thrown) => thrown switch
    {
        null => null,
        IndexOutOfRangeException => FaultKind.IndexOutOfRange,
        DivideByZeroException => FaultKind.DivisionByZero,
        OverflowException => FaultKind.DivisionOverflow,
        _ => throw new InvalidOperationException("plain C# threw what kernels have no fault for", thrown),
    };

    private static void AssertSame(Array expected, Array actual, int tolerance, string where)
    {
        foreach (var at in RandomArguments.Positions(expected))
        {
            var (wanted, found) = (expected.GetValue(at)!, actual.GetValue(at)!);
            Assert.True(IsSame(wanted, found, tolerance), $"{where}, element [{string.Join(", ", at)}]: C# {wanted:R}, compiled {found:R}");
        }
    }

    // NaN is NaN: which of its bit patterns comes out is up to the processor.
    private static bool IsSame(object wanted, object found, int tolerance) => (wanted, found) switch
    {
        (float a, float b) when !float.IsNaN(a) => Distance(Bits(a), Bits(b)) <= tolerance,
        (double a, double b) when !double.IsNaN(a) => Distance(Bits(a), Bits(b)) <= tolerance,
        _ => wanted.Equals(found),
    };

    private static long Bits(float value) => BitConverter.SingleToInt32Bits(value);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    // Numbers of one sign are ordered as their bits are; of -0 and 0 only the bits differ, and by much.
    private static decimal Distance(long a, long b) => Math.Abs((decimal)a - b);

    /// <summary>One device of each kind for all tests.</summary>
    public sealed class Devices : IDisposable
    {
        private readonly Dictionary<string, Device> _open = [];

        public Device this[string executor] =>
            _open.TryGetValue(executor, out var device) ? device : _open[executor] = Executors[executor]();

        public void Dispose()
        {
            foreach (var device in _open.Values) device.Dispose();
        }
    }
}
