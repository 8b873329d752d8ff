using Weft.IR.Tests.Fuzzing;

namespace Weft.Tool.Tests;

/// <summary>Random programs print the same on the CPU as in the interpreter.</summary>
public sealed class RandomProgramTests
{
    [Fact]
    public void The_cpu_prints_what_the_interpreter_prints()
    {
        foreach (var seed in Seeds.AtLeast(25))
        {
            var text = RandomProgram.WriteMain(seed);
            using var work = new Workplace().With("random.mlir", text);
            var expected = work.Run("run random.mlir -e main --target interp");
            var found = work.Run("run random.mlir -e main --target cpu");
            Assert.True(expected.Code == ExitCode.Done, $"seed {seed}: {expected.Error}\n{text}");
            Assert.True(expected.Out == found.Out, $"seed {seed}\n{text}\ninterpreter:\n{expected.Out}\ncpu:\n{found.Out}{found.Error}");
        }
    }
}
