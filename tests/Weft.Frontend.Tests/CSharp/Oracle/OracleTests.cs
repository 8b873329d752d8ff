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
    [
        typeof(ArrayKernels), typeof(ControlFlowKernels), typeof(NumberKernels), typeof(SwitchKernels),
        typeof(CheckedKernels), typeof(AtomicKernels), typeof(StructKernels), typeof(VectorKernels),
        typeof(ArrayValueKernels), typeof(GenericKernels), typeof(PatternKernels), typeof(FunctionKernels), typeof(TextbookKernels),
        typeof(ResultKernels), typeof(NullableKernels), typeof(InlineArrayKernels), typeof(Workflows), typeof(ReturningWorkflows),
        typeof(Samples.Relief),
    ];

    // Whatever runs kernels is held to C#; add it here.
    private static readonly Dictionary<string, Func<Device>> Executors = new()
    {
        ["cpu"] = LibraryCpu.Open,
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
        KernelClasses.SelectMany(c => c.GetMethods()).SelectMany(Variants).ToDictionary(NameOf);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compiled_kernels_do_what_their_CSharp_does(string executor, string kernel)
    {
        var device = devices[executor];
        var method = Kernels[kernel];
        var isWorkflow = method.IsDefined(typeof(WorkflowAttribute));
        var launcher = method.DeclaringType!.Assembly.GetType($"{method.DeclaringType.Namespace}.{kernel}")!;
        var launch = KernelOracle.LaunchOf(launcher);
        var tolerance = method.GetCustomAttribute<WithinAttribute>()?.Ulps ?? 0;
        for (var round = 0; round < Rounds; round++)
        {
            var seed = round;
            KernelOracle.Compare(
                method, launch, device, () => Arguments(method, seed), tolerance, $"{kernel}, round {round}", isWhole: isWorkflow);
        }
    }

    // A generic kernel is one for each list of types that its attributes name.
    private static IEnumerable<MethodInfo> Variants(MethodInfo method)
    {
        var types = method.GetCustomAttributes<KernelAttribute>().SelectMany(a => a.Types);
        return method.IsDefined(typeof(WorkflowAttribute)) ? [method]
            : !method.IsDefined(typeof(KernelAttribute)) ? []
            : !method.IsGenericMethod ? [method]
            : types.Chunk(method.GetGenericArguments().Length).Select(chunk => method.MakeGenericMethod(chunk));
    }

    /// <summary>The launch class, as it is called in its namespace.</summary>
    private static string NameOf(MethodInfo method) => method.IsDefined(typeof(WorkflowAttribute)) ? method.Name + "Workflow"
        : !method.IsGenericMethod ? method.Name + "Kernel"
        : $"{method.Name}Kernel+Of{string.Concat(method.GetGenericArguments().Select(NameOf))}";

    private static string NameOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Single => "Float",
        TypeCode.Int32 => "Int",
        TypeCode.UInt64 => "Ulong",
        TypeCode.SByte => "Sbyte",
        TypeCode.Int16 => "Short",
        TypeCode.UInt32 => "Uint",
        TypeCode.Object when type.IsGenericType =>
            $"{type.Name.Split('`')[0]}Of{string.Concat(type.GetGenericArguments().Select(NameOf))}",
        _ => type.Name,
    };

    private static object[] Arguments(MethodInfo method, int round)
    {
        var random = new RandomArguments(round);
        var extent = round < 4 ? round : 3 + round % 37;
        return [.. method.GetParameters().Select(p => random.Next(p.ParameterType, extent))];
    }

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
