import ArgumentParser
import Configuration
import Subprocess
print("warm")
