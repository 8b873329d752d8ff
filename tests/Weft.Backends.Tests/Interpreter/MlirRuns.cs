using Weft.IR;
using Weft.Runtime;
using Xunit;

namespace Weft.Backends.Tests.Interpreting;

/// <summary>Programs as text, run by the interpreter.</summary>
internal static partial class Mlir
{
    /// <summary>Runs <c>@main</c>.</summary>
    public static RuntimeValue[] Run(string text, params RuntimeValue[] arguments) => Interpreter.Run(Parse(text), "main", arguments);

    public static RuntimeValue Run1(string text, params RuntimeValue[] arguments) => Assert.Single(Run(text, arguments));

    public static KernelFault Fault(string text, params RuntimeValue[] arguments) =>
        Assert.Throws<KernelFaultException>(() => Run(text, arguments)).Fault;

    public static Diagnostic Error(string text, params RuntimeValue[] arguments) =>
        Assert.Throws<WeftException>(() => Run(text, arguments)).Diagnostic;

    public static RuntimeValue I32(int value) => RuntimeValue.Integer(value, IntegerType.I32);

    public static RuntimeValue F32(float value) => RuntimeValue.Single(value);
}
