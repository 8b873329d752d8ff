using Weft.IR;

namespace Weft.Passes;

/// <summary>Arrays that a kernel makes, by the name that it has for them, wherever it is inlined.</summary>
internal static class ScheduledArray
{
    /// <summary>The array whose layout a directive changes; null for directives that do something else.</summary>
    public static string? Of(IDirective directive) =>
        directive is ScheduleLayoutOp or SchedulePadOp or ScheduleBlockOp ? directive.Array : null;

    /// <summary>Gives the array its name in schedules; false where the kernel makes none.</summary>
    public static bool Mark(FuncOp kernel, string array)
    {
        var made = kernel.Walk().OfType<AllocationOp>().Where(op => KernelAttributes.SubjectOf(op.Memref) == array).ToList();
        foreach (var op in made) op.SetAttribute(KernelAttributes.Layout, NameIn(kernel.SymName, array));
        return made.Count > 0;
    }

    public static string NotMade(string array) =>
        $"'{array}' is an argument, which lies as its caller has it; 'copy' gives loops that only read it a copy";

    public static List<AllocationOp> Find(Operation root, string kernel, string array) =>
        [.. root.Walk().OfType<AllocationOp>().Where(op => NameIn(kernel, array).Equals(op.Attribute(KernelAttributes.Layout)))];

    private static StringAttr NameIn(string kernel, string array) => new($"{kernel}.{array}");
}
