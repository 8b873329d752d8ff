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
        var module = Mlir.Parse("func.func @k(%a: i32 {wf.param = \"a: i32\"}) attributes {wf.kernel} {\n  return\n}");
        var program = KernelProgram.Of(module, new DiagnosticBag())!;
        using var device = new Device("interp", new InterpreterCompiler());
        var mistake = Assert.Throws<WeftException>(() => device.Load(program, "q")).Diagnostic;
        Assert.Equal("WF4010", mistake.Id);
        Assert.Equal("there is no kernel or workflow 'q' here; known: k", mistake.Message);
    }

    [Fact]
    public async Task Who_waits_for_a_compilation_that_its_first_caller_gave_up_compiles_anew()
    {
        var program = new KernelProgram(default, new string('a', 64), [new("k", [])]);
        var compiler = new Patient();
        using var device = new Device("patient", compiler);
        using var leave = new CancellationTokenSource();
        var first = Task.Run(() => device.Load(program, "k", leave.Token));
        compiler.Begun.Wait(TestContext.Current.CancellationToken);
        var second = new Task<Kernel>(() => device.Load(program, "k"));
        var waiting = new Thread(second.RunSynchronously);
        waiting.Start();
        SpinWait.SpinUntil(() => waiting.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.NotNull(await second);
    }

    // Its first compilation ends only when it is cancelled.
    private sealed class Patient : IKernelCompiler
    {
        public ManualResetEventSlim Begun { get; } = new();

        public string Target => "patient";

        public IExecutable Compile(KernelProgram program, string entry, CancellationToken cancellation)
        {
            if (!Begun.IsSet)
            {
                Begun.Set();
                cancellation.WaitHandle.WaitOne();
                cancellation.ThrowIfCancellationRequested();
            }

            return new Nothing();
        }

        private sealed class Nothing : IExecutable
        {
            public void Run(ReadOnlySpan<long> slots, CancellationToken cancellation)
            {
            }

            public void Dispose()
            {
            }
        }
    }
}
