using Weft.Backends.Tests.Interpreting;
using Weft.IR;
using Weft.Runtime;
using Xunit;

namespace Weft.Backends.Tests;

public sealed class DeviceTests
{
    [Fact]
    public void An_unknown_entry_is_refused_with_the_known_ones()
    {
        var program = KernelProgram.Of(Mlir.Parse("func.func @k(%a: i32 {wf.param = \"a: i32\"}) attributes {wf.kernel} {\n  return\n}"), new DiagnosticBag())!;
        using var device = new Device("interp", new InterpreterCompiler());
        var mistake = Assert.Throws<WeftException>(() => device.Load(program, "q")).Diagnostic;
        Assert.Equal("WF4010", mistake.Id);
        Assert.Equal("there is no kernel or workflow 'q' here; known: k", mistake.Message);
    }
}
