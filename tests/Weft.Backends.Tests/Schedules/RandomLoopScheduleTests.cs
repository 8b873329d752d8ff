using Weft.Backends.Llvm;
using Weft.Backends.Tests.EndToEnd;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Tests.Schedules;

/// <summary>Random schedules for loops that are written: what is applied gives the results of the source, and what is refused has two
/// accesses that would change places.</summary>
public sealed class RandomLoopScheduleTests(LlvmFixture llvm)
{
    private const int Schedules = 500;

    // So many of them are compiled, too.
    private const int Compiled = 8;

    public static TheoryData<string> Families => [.. ScheduleFamily.All.Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Families))]
    public void Results_stay_and_what_would_change_them_is_refused(string name)
    {
        Assert.NotNull(llvm.Host);
        var family = ScheduleFamily.All.Single(f => f.Name == name);
        using var interpreter = new Device("interp", new InterpreterCompiler());
        using var cpu = new Device("cpu", new CpuCompiler(pool: llvm.Pool));
        var expected = ScheduleRun.Results(interpreter, KernelOutputs.Load(family.Kernel));
        var random = new Random(family.Name.Length * 31);
        var (applied, refused, refusals) = (0, 0, new HashSet<string>());
        for (var i = 0; i < Schedules; i++)
        {
            var directives = family.Schedule(random);
            var program = Load(family, directives);
            var (scheduled, refusal, remarks) = ScheduleRun.Apply(program);
            applied += remarks.Count("apply-schedules", "applied");
            if (scheduled is not null)
            {
                var text = string.Join("; ", directives);
                Assert.Equal((text, expected), (text, ScheduleRun.Results(interpreter, scheduled)));
                if (i % (Schedules / Compiled) == 0) Assert.Equal((text, expected), (text, ScheduleRun.Results(cpu, program)));
                continue;
            }

            refused++;
            Assert.Equal("WF3016", refusal!.Id);
            var last = directives.ToList().FindIndex(directive => IsAbout(refusal, directive));
            var upTo = string.Join("; ", directives.Take(last + 1));
            if (refusals.Add(upTo))
                Assert.True(
                    RefusalCheck.Confirms(
                        directives[last], refusal.Message, ScheduleRun.Loops(Load(family, Before(family, directives, last)))),
                    $"{upTo}: {refusal.Message}");
        }

        Assert.True(applied > Schedules / 2 && refused < Schedules, $"{applied} directives were applied, {refused} schedules refused");
        TestContext.Current.SendDiagnosticMessage("{0}: {1} directives applied, {2} schedules refused", name, applied, refused);
    }

    private static bool IsAbout(Diagnostic refusal, string directive) =>
        refusal.Message.StartsWith($"'{directive}'", StringComparison.Ordinal);

    // The loops as they are when it is refused.
    private static IEnumerable<string> Before(ScheduleFamily family, IReadOnlyList<string> directives, int last) =>
        family.AsLoops is { } loops ? directives.Take(last).Append(loops).Distinct() : directives.Take(last);

    private static KernelProgram Load(ScheduleFamily family, IEnumerable<string> directives) =>
        KernelOutputs.Load($"{family.Kernel}\nschedule k {{ {string.Join("; ", directives)} }}\n");
}
