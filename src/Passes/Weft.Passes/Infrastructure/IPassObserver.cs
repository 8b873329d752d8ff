using Weft.IR;

namespace Weft.Passes;

/// <summary>What happens around passes: printing, measuring.</summary>
public interface IPassObserver
{
    /// <summary>Does what belongs before and behind <paramref name="run"/>, which it calls once and whose result it gives.</summary>
    bool Around(PipelineNode node, Operation op, Func<bool> run);
}
