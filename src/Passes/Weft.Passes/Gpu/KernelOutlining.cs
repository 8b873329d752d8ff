using Weft.IR;
using Attribute = Weft.IR.Attribute;

namespace Weft.Passes;

/// <summary>
/// Moves the body of each launch into a kernel of its own, in a module of its own behind the function, and launches that by name. What the
/// body takes from outside becomes the kernel's arguments; symbols that it uses are copied into the module.
/// </summary>
[Pass("gpu-kernel-outlining", "Outline gpu.launch bodies to kernel functions")]
[RefusedOption("data-layout-str", "", "layouts are attributes of the dialect 'dlti', which is not here; leave the option out")]
public sealed record KernelOutlining : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var symbols = new SymbolTable(root);
        var names = new UniqueNames(symbols.Symbols.Keys);
        var hasKernels = false;
        foreach (var holder in root.Regions[0].Entry.Ops.Where(op => op.Info.Has(OpTraits.Symbol)).ToList())
        {
            var behind = holder.Next;
            foreach (var launch in holder.WalkPostOrder().OfType<LaunchOp>().ToList())
            {
                var kernel = new OutlinedKernel(launch);
                var module = ModuleOf(kernel.Function, symbols);
                module.SetAttribute("sym_name", new StringAttr(names.Take(kernel.Function.SymName)));
                holder.Parent!.InsertBefore(behind, module);
                kernel.ReplaceLaunch(module.SymName);
                hasKernels = true;
            }
        }

        if (hasKernels) root.SetAttribute(GpuDialect.ContainerModule, UnitAttr.Instance);
    }

    // The kernel, and copies of everything that it and they refer to.
    private static GpuModuleOp ModuleOf(GpuFuncOp kernel, SymbolTable symbols)
    {
        var module = new GpuModuleOp(kernel.SymName) { Location = kernel.Location };
        var body = module.BodyRegion.AddBlock();
        var known = new HashSet<string>();
        var work = new Stack<Operation>();
        Add(kernel, kernel.SymName);
        while (work.Count > 0)
            foreach (var name in SymbolUses(work.Pop()))
                if (!known.Contains(name) && symbols.Find<Operation>(name) is { } used)
                    Add(new IrMapping().Clone(used), name);
        body.Append(new ModuleEndOp { Location = kernel.Location });
        return module;

        void Add(Operation op, string name)
        {
            body.Append(op);
            known.Add(name);
            work.Push(op);
        }
    }

    // Names that operations inside refer to, in the order of their attributes.
    private static IEnumerable<string> SymbolUses(Operation op) =>
        op.Regions.SelectMany(region => region.Ops).SelectMany(inner => inner.Walk()).SelectMany(AttributesOf).SelectMany(Roots).ToList();

    private static IEnumerable<Attribute> AttributesOf(Operation op) =>
        op.Properties.ToArray().OfType<Attribute>().Concat(op.Attributes.ToArray().Select(entry => entry.Value));

    private static IEnumerable<string> Roots(Attribute attribute) => attribute switch
    {
        SymbolRefAttr symbol => [symbol.Root],
        ArrayAttr array => array.Elements.SelectMany(Roots),
        DictionaryAttr dictionary => dictionary.Entries.SelectMany(entry => Roots(entry.Value)),
        _ => [],
    };

    // A name that is taken gets a number, counted through the whole table.
    private sealed class UniqueNames(IEnumerable<string> taken)
    {
        private readonly HashSet<string> _taken = [.. taken];
        private int _next;

        public string Take(string name)
        {
            var unique = name;
            while (!_taken.Add(unique)) unique = $"{name}_{_next++}";
            return unique;
        }
    }
}
